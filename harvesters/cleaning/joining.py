"""Through whom one joins, from words about referral: oneself, a professional, a voucher."""

import re
from functools import lru_cache
from typing import Any, Literal

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import issue

Joining = Literal["self", "professional", "voucher"]
EXPECTED = "words that say through whom one joins, such as self-referral, GP referral or voucher"
_SELF = re.compile(
    r"\bself[\s-]*(?:refer\w*|sign[\s-]*up)|\brefer\s+(?:yourself|themselves|oneself)|"
    r"\b(?:no|without(?:\s+an?y?)?)\s+(?:referrals?|vouchers?|appointments?|booking)\b|"
    r"referrals?\s+(?:is\s+|are\s+)?not\s+(?:needed|required|necessary)|\bopen[\s-]+(?:door|access|"
    r"to\s+(?:all|everyone|anyone|the\s+public))|\b(?:just\s+)?(?:drop|walk|turn|pop)[\s-]+(?:in|up)s?\b|\bjust\s+come\b|"
    r"\bfirst[\s-]come|\bself\b|\bby\s+individuals?\b"
)
_NOT_SELF = re.compile(
    r"\bno\s+self|\bself[\s-]*refer\w*\s+(?:is\s+|are\s+)?not|not\s+self[\s-]*refer"
)
_VOUCHER = re.compile(r"\bvouchers?\b")
_NO_VOUCHER = re.compile(
    r"\b(?:no|without(?:\s+an?y?)?)\s+vouchers?\b|vouchers?\s+not\s+(?:needed|req)"
)
_PROFESSIONAL = re.compile(
    r"\b(?:gp|doctor|nhs|agency|agencies|professional|social\s+(?:worker|prescrib\w+|services)|"
    r"link\s+worker|health\s+visitor|school|council|third[\s-]party|hospital)s?\b.{0,25}\brefer\w*|"
    r"\brefer\w*\s+(?:\w+\s+){0,3}(?:by|from|via|through)\b|\brefer\w*\s+(?:only|required|needed|"
    r"necessary)|\b(?:by|via|through|on|need\s+an?|requires?(?:\s+an?)?)\s+referrals?\b|"
    r"\bprofessionals?\b|\bgps?\b"
)
_BY_ANOTHER = re.compile(
    r"\b(?:through|via|by)\s+(?:an?|your|the)\s+(?:gp|doctor|nurse|solicitor|social\s+worker|"
    r"link\s+worker|health\s+visitor|school|agency|professional)\b"
)
_BARE_REFERRAL = re.compile(r"\breferrals?\b|\breferred\b|\brefer\s+a\s+client\b")
_CODES: dict[str, tuple[Joining, ...]] = {
    "self": ("self",),
    "professional": ("professional",),
    "voucher": ("voucher",),
}


def clean_joining(value: Any, field: str) -> Cleaned[tuple[Joining, ...]]:
    """The ways of joining that a text names; "referral" alone means through a professional."""
    said = as_said(value)
    return _joining(said[:1_000], field) if said else NOTHING


@lru_cache(maxsize=4_096)
def _joining(said: str, field: str) -> Cleaned[tuple[Joining, ...]]:
    text = said.casefold()
    if text in _CODES:
        return _CODES[text], ()
    ways = {
        "self": bool(_SELF.search(text)) and not _NOT_SELF.search(text),
        "professional": _through_professionals(text),
        "voucher": bool(_VOUCHER.search(text)) and not _NO_VOUCHER.search(text),
    }
    found = tuple(way for code in _CODES for way in _CODES[code] if ways[way])
    if found:
        return found, ()
    return None, (issue(field, said, "joining-unreadable", EXPECTED, "Kept as text"),)


def _through_professionals(text: str) -> bool:
    """Any word of referral counts that is neither one's own nor denied."""
    without_self = _SELF.sub(" ", text)
    patterns = (_PROFESSIONAL, _BY_ANOTHER, _BARE_REFERRAL)
    return any(pattern.search(without_self) for pattern in patterns)
