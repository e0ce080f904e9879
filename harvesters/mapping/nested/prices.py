"""Cost options of nested records, and whether a service is free."""

from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.costs import Cost, clean_cost
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.prices import price_objects
from harvesters.mapping.nested.attributes import attributes_of
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    day,
    fields_of,
    line,
    number,
    objects_of,
    own_id,
    text,
)

_PRICE = {
    "option": line,
    "amount": number,
    "amount_description": text,
    "valid_from": day,
    "valid_to": day,
}


def map_prices(said: Said, draft: Draft) -> None:
    """Prices as objects and in words; amounts in the words count where there are no objects."""
    words = text(said.get("fees_description") or said.get("fees"), "fees_description", draft)
    cost = draft.take(clean_cost(words, "fees_description"))
    options = objects_of(said.get("cost_options"), "cost_options", draft, draft.service_id, _price)
    if cost:
        draft.put("fees_description", cost.words)
        options = options or price_objects(draft.service_id, cost.prices)
    draft.put("cost_options", options)
    stated = said.get("free_of_charge")
    draft.put("free_of_charge", stated if isinstance(stated, bool) else _is_free(options, cost))


def _is_free(options: list[Object], cost: Cost | None) -> bool | None:
    """Free if every price is 0, not free if every price is more; else what the words say."""
    amounts = [option["amount"] for option in options if "amount" in option]
    said_free: bool | None = cost.free if cost else None
    if not amounts or len(amounts) < len(options):
        return said_free
    if all(amount == 0 for amount in amounts):
        return True
    return False if cost is None and all(amount > 0 for amount in amounts) else said_free


def _price(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    made = fields_of(said, _PRICE, f"{path}.", draft)
    if not made:
        return None
    currency = (as_said(said.get("currency")) or "").upper()
    if len(currency) == 3 and currency.isalpha():
        made["currency"] = currency
    elif "amount" in made:
        made["currency"] = "GBP"
    identity = own_id(parent, "cost_option", said, repr(sorted(made.items(), key=str)))
    attributes = attributes_of(said.get("attributes"), draft, identity, "cost_option")
    return {"id": identity, **made, "attributes": attributes}
