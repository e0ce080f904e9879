"""Areas by name: the code of the one area that a name means, and no guess where it may mean two."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from places.areas import areas, authorities, rows
from places.spelling import fold

LONGEST_NAME = 100
_KINDS = ("country", "region", "county")
_COUNCILS = ("council", "county council")
_COMPASS = re.compile(r"(?:north|south) (?:east|west)")
_BEFORE = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan|county) borough of |borough of |district of "
    r"|city and county of |city of |county of )?"
)
_AFTER = re.compile(
    r"(?: city of| county of)?(?: (?:metropolitan|county|city|district|borough|mbc|council))*$"
)


def code_of(name: str) -> str | None:
    """The code of the current country, region, county or authority of exactly this name.

    "Trafford Council", "Borough of Trafford" and "Bristol, City of" are the names of authorities
    too. None for any other name, and for one that several areas have: the West Midlands are a
    region and a county, and the "North East" of one map is not that of another.
    """
    if len(name) > LONGEST_NAME:
        return None
    key = fold(name)
    if key in _codes():
        found = _codes()[key]
        return found[0] if len(found) == 1 and not _COMPASS.fullmatch(key) else None
    return _regions_of_england().get(key) or _other_names().get(key) or _councils().get(_bare(key))


@cache
def _codes() -> Mapping[str, list[str]]:
    """All codes of each folded name."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in _named():
        found[fold(name)].append(code)
    return dict(found)


def _named() -> Iterator[tuple[str, str]]:
    yield from ((one.code, one.name) for one in areas().values() if one.kind in _KINDS)
    yield from ((one.code, one.name) for one in authorities().values())


@cache
def _other_names() -> Mapping[str, str]:
    """Names by which an area is known beside its own, and the area of the whole council by each.

    Greater London is the area of the region London (London Government Act 1963, section 2); the
    council of County Durham calls itself Durham County Council.
    """
    names = {fold(row["name"]): row["code"] for row in rows("other_names.csv")}
    return names | {
        f"{name} {council}": code for name, code in names.items() for council in _COUNCILS
    }


@cache
def _regions_of_england() -> Mapping[str, str]:
    """The regions that are called after a point of the compass, by their whole names."""
    named = {fold(one.name): one.code for one in areas().values() if one.kind == "region"}
    return {
        f"{key} {joined}": code
        for key, code in named.items()
        if _COMPASS.fullmatch(key)
        for joined in ("england", "of england")
    }


@cache
def _councils() -> Mapping[str, str]:
    """Areas with a council by their names without "City of" and the like, where one has it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in _named():
        if code.startswith("E10") or code in authorities():
            found[_bare(fold(name))].append(code)
    return {key: codes[0] for key, codes in found.items() if _is_clear(key, codes)}


def _is_clear(key: str, codes: list[str]) -> bool:
    """The City of London is not London: a name that another area has is not shortened to it."""
    return len(codes) == 1 and _codes().get(key, codes) == codes


def _bare(key: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", key))
