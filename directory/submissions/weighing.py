"""What a moderator looks at: which fields differ, which changes are harmless, what is odd: pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HARMLESS = frozenset(
    {
        "hours",
        "free",
        "minimum_age",
        "maximum_age",
        "language",
        "access_modes",
        "joining",
        "accessibility",
        "taking_referrals",
        "waiting_time",
        "personal_budget",
    }
)
FREE_TEXT = ("name", "description", "eligibility", "hours", "cost", "application_process")
MOST_LINKS = 2

_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|org|info|biz|ru|cn|top|xyz|shop)\b", re.I)
_WAY_OUT = re.compile(r"@|\d[\d ()-]{7,}\d")

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it is and as it is proposed; None stands for absent."""

    field: str
    now: Any
    proposed: Any


def differences(document: Document, changes: Document) -> list[Difference]:
    """The fields that `changes` would change, by name."""
    return [
        Difference(field, document.get(field), changes[field])
        for field in sorted(changes)
        if document.get(field) != changes[field]
    ]


def split(document: Document, changes: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changes to a published listing that hold at once, and those that a moderator sees first.

    At once: times, ages, price, languages, access and how to join, as long as they bring no link,
    address or number that could lead people elsewhere. Never at once: name, description, place,
    contact.
    """
    real = {one.field: one.proposed for one in differences(document, changes)}
    harmless = {
        field for field, value in real.items() if field in HARMLESS and _leads_nowhere(value)
    }
    at_once = {field: value for field, value in real.items() if field in harmless}
    return at_once, {field: value for field, value in real.items() if field not in harmless}


def hints(document: Document) -> list[str]:
    """What a moderator should look at twice; nothing is refused for it."""
    texts = {field: str(document[field]) for field in FREE_TEXT if field in document}
    found = [
        f"{field} holds {count} link{'' if count == 1 else 's'}"
        for field, text in texts.items()
        if (count := len(_LINK.findall(text))) > (0 if field == "name" else MOST_LINKS - 1)
    ]
    name = texts.get("name", "")
    if _WAY_OUT.search(name):
        found.append("the name holds a number or an e-mail address")
    if len(name) > 10 and name.isupper():
        found.append("the name is written in capitals")
    return found


def _leads_nowhere(value: Any) -> bool:
    return not isinstance(value, str) or not (_LINK.search(value) or _WAY_OUT.search(value))
