"""Whether a service can still be had, from the words for open and closed."""

import re
from typing import Any, Literal

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.yes_no import NO
from schema.issue import issue

Status = Literal["active", "inactive", "defunct", "temporarily closed"]
EXPECTED = "active, inactive, defunct or temporarily closed"
_WORDS: dict[str, Status] = {
    "active": "active",
    "open": "active",
    "live": "active",
    "current": "active",
    "published": "active",
    "operational": "active",
    "inactive": "inactive",
    "dormant": "inactive",
    "suspended": "temporarily closed",
    "paused": "temporarily closed",
    "on hold": "temporarily closed",
    "defunct": "defunct",
    "closed": "defunct",
    "ceased": "defunct",
    "removed": "defunct",
    "permanently closed": "defunct",
    "closed permanently": "defunct",
    "temporarily closed": "temporarily closed",
    "temporarily_closed": "temporarily closed",
    "closed temporarily": "temporarily closed",
    "temporary closure": "temporarily closed",
}
_IN_NAME = re.compile(
    r"[(\[*-]\s*(?:now\s+)?(?P<how>temporarily\s+closed|permanently\s+closed|closed)\b|"
    r"^(?P<first>temporarily\s+closed|permanently\s+closed|closed)\s*[-:–]|"
    r"\b(?P<last>temporarily|permanently)\s+closed\b",
    re.IGNORECASE,
)


def clean_status(value: Any, field: str) -> Cleaned[Status]:
    """One of the standard's four words; a word that is none of them is reported."""
    said = as_said(value)
    if said is None:
        return NOTHING
    status = _WORDS.get(said.casefold().strip(" ."))
    if status:
        return status, ()
    return None, (issue(field, said, "status-unknown", EXPECTED, "Not offered until it is known"),)


def is_closed(value: Any) -> bool:
    """Whether a column such as "Year closed" says closed: it does with anything but no."""
    said = as_said(value)
    return said is not None and said.casefold() not in NO | {"open", "n/a open"}


def status_in_name(name: str) -> Status | None:
    """The status that a name itself states, as in "Hill Street Library (closed)"."""
    match = _IN_NAME.search(name) if "closed" in name.casefold() else None
    if match is None:
        return None
    said = next(word for word in match.groups() if word).casefold()
    return "temporarily closed" if said.startswith("temporarily") else "defunct"
