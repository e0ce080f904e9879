"""Areas by their ONS (GSS) codes: superseded codes made current, a lost zero restored."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from places.areas import AreaType, area_type_of, current, name_of
from schema.issue import Issue, issue

EXPECTED = "an ONS area code of nine characters, such as E08000009"
_CODE = re.compile(r"[EKLMNSW]\d{8}")
_SHORT = re.compile(r"([EKLMNSW]\d\d)(0{2,5}\d{1,4})")
# Codes of the countries before 2011, still sent by some feeds.
_OLD_COUNTRIES = {
    "XS": "S92000003",
    "XE": "E92000001",
    "XW": "W92000004",
    "XN": "N92000002",
    "XK": "K02000001",
    "UK": "K02000001",
    "GB": "K03000001",
}


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its current code; `name` is absent for areas that the register does not hold."""

    code: str
    name: str | None
    type: AreaType


def clean_area(value: Any, field: str, name: str | None = None) -> Cleaned[Area]:
    """The area that a code means now. `name`, as the source gives it, decides doubtful codes."""
    said = as_said(value)
    return _area(said[:60], field, name) if said else NOTHING


@lru_cache(maxsize=4_096)
def _area(said: str, field: str, name: str | None) -> Cleaned[Area]:
    code = said.upper().replace(" ", "")
    code = _OLD_COUNTRIES.get(code, code)
    issues: tuple[Issue, ...] = ()
    if not _CODE.fullmatch(code):
        restored = _with_zero(code, name)
        if restored is None:
            return None, (issue(field, said, "area-code-unreadable", EXPECTED, "Left out"),)
        issues = (issue(field, said, "area-code-zero", EXPECTED, f"Read as {restored}"),)
        code = restored
    now = current(code)
    return Area(now, name_of(now), area_type_of(now)), issues


def _with_zero(code: str, name: str | None) -> str | None:
    """E0800009 of "Trafford" is E08000009: the register confirms the code by the name."""
    short = _SHORT.fullmatch(code)
    if short is None or name is None:
        return None
    whole = f"{short[1]}{short[2].zfill(6)}"
    known = name_of(whole)
    return whole if known and known.casefold() == name.strip().casefold() else None
