"""Postcodes in their one spelling, also from the end of an address."""

from functools import lru_cache
from typing import Any

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from places.postcode import find_in, normalise
from schema.issue import issue

EXPECTED = "a postcode, such as M33 7ZF"


def clean_postcode(value: Any, field: str) -> Cleaned[str]:
    """The postcode that a cell holds; whether it exists is for the gazetteer to say."""
    said = as_said(value)
    return _postcode(said[:500], field) if said else NOTHING


@lru_cache(maxsize=20_000)
def _postcode(said: str, field: str) -> Cleaned[str]:
    postcode = normalise(said)
    if postcode:
        return postcode, ()
    found = find_in(said)
    if len(found) == 1:
        return found[0], ()
    if found:
        done = f"The first, {found[0]}, is used"
        return found[0], (issue(field, said, "postcode-several", "one postcode", done),)
    return None, (issue(field, said, "postcode-unreadable", EXPECTED, "Left out"),)


@lru_cache(maxsize=20_000)
def postcode_in(address: str) -> str | None:
    """The last postcode of an address, where people write it; None if there is none."""
    found = find_in(address[:500])
    return found[-1] if found else None
