"""Yes and no, as spreadsheets say them."""

from typing import Any

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import issue

YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔", "on", "available"})
NO = frozenset({"no", "n", "false", "f", "0", "off", "not available", "✗", "✘"})


def clean_yes_no(value: Any, field: str) -> Cleaned[bool]:
    """Whether a value says yes or no; anything else is reported and means neither."""
    said = as_said(value)
    if said is None:
        return NOTHING
    word = said.casefold().rstrip(".!")
    if word in YES or word in NO:
        return word in YES, ()
    return None, (issue(field, said, "yes-no-unreadable", "yes or no", "Left out"),)
