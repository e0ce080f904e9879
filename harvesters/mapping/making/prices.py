"""Cost options from prices that were understood."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from harvesters.cleaning.costs import Price
from harvesters.cleaning.text import LONGEST_LINE, cut_at_word
from schema.identifiers import child_id


def price_objects(service_id: UUID, prices: Iterable[Price]) -> list[dict[str, Any]]:
    """One cost option, in pounds, for each amount."""
    return [
        {
            "id": child_id(service_id, "cost_option", f"GBP {price.amount}"),
            "currency": "GBP",
            "amount": price.amount,
            "amount_description": cut_at_word(price.words, LONGEST_LINE),
        }
        for price in prices
    ]
