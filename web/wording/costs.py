"""What a service costs."""

import re

from schema.cost_option import CostOption
from schema.service import Service
from web.wording.lists import begun

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def costs(service: Service) -> list[str]:
    """Free or not, the prices and what is said of them, each once."""
    prices = [price for one in service.cost_options if (price := _price(one))]
    said = [service.fees_description.strip()] if service.fees_description else []
    told = list(dict.fromkeys(begun(words) for words in [*prices, *said]))
    if service.free_of_charge:
        return ["Free", *(words for words in told if not _only_says_free(words))]
    if service.free_of_charge is False and not told:
        return ["There is a charge; how much is not given"]
    return told


def _only_says_free(words: str) -> bool:
    return set(re.findall(r"\w+", words.casefold())) <= {"free", "of", "charge"}


def _price(one: CostOption) -> str:
    words = one.amount_description or _amount(one)
    if not words:
        return one.option or ""
    return f"{one.option}: {words}" if one.option else words


def _amount(one: CostOption) -> str:
    if one.amount is None:
        return ""
    if one.amount == 0:
        return "free"
    symbol = SYMBOLS.get(one.currency or "GBP")
    number = f"{one.amount:,.2f}".removesuffix(".00")
    return f"{symbol}{number}" if symbol else f"{number} {one.currency}"
