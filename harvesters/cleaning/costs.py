"""What a service costs, from words such as "Free", "£3 per session" or "donations welcome"."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.text import cut_at_word
from schema.issue import issue

LARGEST = 100_000
MOST_PRICES = 6
EXPECTED = "an amount in pounds, such as £3 or 2.50"
_POUNDS = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.(\d{1,2}))?(?![\d,]|\.\d)")
_PENCE = re.compile(r"(?<![£\d.])(\d{1,3})\s?p\b(?!m)")
_BARE = re.compile(r"(\d{1,6})(?:\.(\d{1,2}))?")
_FREE = re.compile(
    r"\b(?:free(?:\s+of\s+charge)?|no\s+(?:charge|cost|fee)s?|nil|at\s+no\s+cost|"
    r"without\s+charge|gratis|complimentary)\b"
)
_NOT_FREE = re.compile(
    r"not\s+free|\bfree\s+(?:for|to|if|on|parking|trial|first|initial|consultation|entry\s+for|"
    r"with)\b|(?:first|initial|some|one)\b.{0,20}\bfree|sugar[\s-]free|smoke[\s-]free|feel\s+free|"
    r"may\s+be\s+free|\b(?:but|unless|otherwise|except|however|depending|means[\s-]tested)\b"
)
_GIFTS = re.compile(r"\b(?:donations?|contributions?|pay\s+(?:as|what)\s+you|pay[\s-]it)\b")


@dataclass(frozen=True, slots=True)
class Price:
    """One price in pounds and the words that go with it."""

    amount: int | float
    words: str


@dataclass(frozen=True, slots=True)
class Cost:
    """`free` is None where nobody has said, or where it depends; `words` is the whole text."""

    free: bool | None
    prices: tuple[Price, ...]
    words: str


def clean_cost(value: Any, field: str) -> Cleaned[Cost]:
    """What a text says of cost: free or not, the amounts in it, and its own words."""
    said = as_said(value)
    return _cost(cut_at_word(said, 2_000), field) if said else (None, ())


def clean_amount(value: Any, field: str) -> Cleaned[int | float]:
    """One amount of money from a number or text, without its sign; 0 means free."""
    said = as_said(value)
    if said is None:
        return NOTHING
    match = _BARE.fullmatch(said.replace("£", "").replace(",", "").strip())
    if match is None or int(match[1]) > LARGEST:
        return None, (issue(field, said, "cost-unreadable", EXPECTED, "Left out"),)
    return _pounds(match[1], match[2]), ()


@lru_cache(maxsize=4_096)
def _cost(said: str, field: str) -> Cleaned[Cost]:
    text = said.casefold()
    amounts = _amounts(said)
    if not amounts and _BARE.fullmatch(text):
        amount, issues = clean_amount(said, field)
        amounts = [] if amount is None else [amount]
        return Cost(_is_free(text, amounts), _prices(amounts, said), said), issues
    return Cost(_is_free(text, amounts), _prices(amounts, said), said), ()


def _is_free(text: str, amounts: list[int | float]) -> bool | None:
    """Free only when it is said without a condition; a sum to be paid says that it is not."""
    says_free = bool(_FREE.search(text)) and not _NOT_FREE.search(text)
    charged = any(amount > 0 for amount in amounts)
    if charged:
        return None if _FREE.search(text) or _GIFTS.search(text) else False
    return True if says_free or (amounts and not charged) else None


def _amounts(said: str) -> list[int | float]:
    found = [_pounds(match[1].replace(",", ""), match[2]) for match in _POUNDS.finditer(said)]
    found += [int(match[1]) / 100 for match in _PENCE.finditer(said.casefold())]
    return list(dict.fromkeys(found))[:MOST_PRICES]


def _prices(amounts: list[int | float], said: str) -> tuple[Price, ...]:
    return tuple(Price(amount, said) for amount in amounts)


def _pounds(whole: str, pence: str | None) -> int | float:
    amount = float(f"{whole}.{pence or 0}")
    return int(amount) if amount.is_integer() else amount
