"""Whether a service is for women only or for men only."""

import re
from typing import Any, Literal

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import issue

GenderOnly = Literal["women", "men"]
EXPECTED = "women or men, where it is for them only"
_WOMEN = re.compile(r"wom[ae]n|females?|ladies|girls?|mums?|mothers?", re.IGNORECASE)
_MEN = re.compile(r"(?<![a-z])m[ae]n(?![a-z])|(?<!fe)males?|gentlemen|boys?|dads?|fathers?", re.I)
_ANYONE = re.compile(r"mixed|any(?:one)?|all|both|everyone|no|unisex|open", re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:(?P<women>wom[ae]n|ladies|females?)|(?P<men>men|males?))['’]?s?[\s-]+only\b"
    r"|\bonly\s+(?:for\s+|open\s+to\s+)?(?:(?P<women2>wom[ae]n|ladies)|(?P<men2>men))\b",
    re.IGNORECASE,
)


def clean_gender_only(value: Any, field: str) -> Cleaned[GenderOnly]:
    """From a column that is about this alone; mixed, or both named, is no limit."""
    said = as_said(value)
    if said is None or _ANYONE.fullmatch(said):
        return NOTHING
    women, men = bool(_WOMEN.search(said)), bool(_MEN.search(said))
    if women and men:
        return NOTHING
    if women or men:
        return ("women" if women else "men"), ()
    return None, (issue(field, said, "gender-unreadable", EXPECTED, "Left out"),)


def gender_in_text(text: str) -> GenderOnly | None:
    """What free text says outright: "women only", "for men only"; hints do not count."""
    if "only" not in text.casefold():
        return None
    found = {
        "women" if match["women"] or match["women2"] else "men" for match in _ONLY.finditer(text)
    }
    if len(found) != 1:
        return None
    return "women" if "women" in found else "men"
