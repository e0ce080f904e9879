"""What the service of a flat record costs."""

from harvesters.cleaning.costs import clean_cost
from harvesters.cleaning.html import plain_text
from harvesters.cleaning.yes_no import clean_yes_no
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.prices import price_objects
from harvesters.mapping.said import Said

MONEY = frozenset({"cost", "free", "personal_budget"})


def map_money(said: Said, draft: Draft) -> None:
    """The words on cost, the amounts in them, and whether it is free or a budget can pay."""
    words = draft.take(plain_text(said.joined("cost", "; "), "fees_description"))
    cost = draft.take(clean_cost(words, "fees_description"))
    if cost:
        draft.put("fees_description", cost.words)
        draft.put("cost_options", price_objects(draft.service_id, cost.prices))
    free = draft.take(clean_yes_no(said.first("free"), "free_of_charge"))
    draft.put("free_of_charge", free if free is not None or cost is None else cost.free)
    budget = draft.take(clean_yes_no(said.first("personal_budget"), "personal_budget"))
    draft.put("personal_budget", budget)
