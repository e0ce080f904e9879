"""Areas by their ONS codes: what a code is, what it became, and which areas hold an authority."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

AreaType = Literal[
    "country", "region", "county", "local_authority", "ward", "health_board", "other"
]

_CODE = re.compile(r"[EKLMNSW][0-9]{8}")
_TYPES: Mapping[AreaType, tuple[str, ...]] = {
    "country": ("K02", "K03", "K04", "E92", "N92", "S92", "W92", "L93", "M83"),
    "region": ("E12",),
    "county": ("E10", "E11"),
    "local_authority": ("E06", "E07", "E08", "E09", "N09", "S12", "W06"),
    "ward": ("E05", "N08", "S13", "W05"),
    "health_board": ("S08", "W11"),
}
_TYPE_OF = {prefix: name for name, prefixes in _TYPES.items() for prefix in prefixes}
_COUNTRY_OF = {
    "E": "E92000001",
    "N": "N92000002",
    "S": "S92000003",
    "W": "W92000004",
    "L": "L93000001",
    "M": "M83000003",
}
_NATIONS_IN = {"K02000001": "ENSW", "K03000001": "ESW", "K04000001": "EW"}


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority of one of the four nations.

    `region` and `county` are codes, absent where there is none; `ceremonial_county` is the name
    that people in England give to where they live.
    """

    code: str
    name: str
    nation: str
    region: str | None
    county: str | None
    ceremonial_county: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """A country, region, county or combined authority, and the authorities it is made of."""

    code: str
    name: str
    kind: str
    members: frozenset[str]


def area_type_of(code: str) -> AreaType:
    """What kind of area a code names; "other" also for what is no such code."""
    return _TYPE_OF.get(code[:3], "other") if _CODE.fullmatch(code) else "other"


def current(code: str) -> str:
    """The code that has taken the place of a superseded one; the same code if none has."""
    became = _superseded().get(code)
    return became[0] if became else code


def name_of(code: str) -> str | None:
    """The name of an authority, county, region or country, also by a superseded code."""
    known = authorities().get(current(code)) or areas().get(current(code))
    return known.name if known else None


def contains(area_code: str, authority_code: str | None) -> bool | None:
    """Whether an area holds the whole of a local authority; None when codes cannot tell."""
    if not authority_code or not (_CODE.fullmatch(area_code) and _CODE.fullmatch(authority_code)):
        return None
    if area_code == authority_code:
        return True
    return _holds(area_code, current(area_code), current(authority_code))


@cache
def authorities() -> Mapping[str, Authority]:
    """All current local authorities of the United Kingdom by code."""
    return {row["code"]: _authority(row) for row in rows("authorities.csv")}


@cache
def areas() -> Mapping[str, Area]:
    """Countries, regions, counties and combined authorities by code."""
    return {
        row["code"]: Area(row["code"], row["name"], row["type"], _members(row))
        for row in rows("areas.csv")
    }


def _holds(said: str, area: str, authority: str) -> bool | None:
    if area in _NATIONS_IN:
        return authority[0] in _NATIONS_IN[area]
    if area[0] != authority[0]:
        return None if "K" in (area[0], authority[0]) else False
    if area == _COUNTRY_OF.get(area[0]):
        return True
    if authority not in authorities():
        return None
    return _holds_by_membership(said, area, authority)


def _holds_by_membership(said: str, area: str, authority: str) -> bool | None:
    if area == authority:
        return None if _is_part(said) else True
    if area in authorities():
        return False
    known = areas().get(area)
    return authority in known.members if known else None


def _is_part(code: str) -> bool:
    became = _superseded().get(code)
    return became is not None and became[1] == "part"


def _authority(row: Mapping[str, str]) -> Authority:
    region, county = row["region"] or None, row["county"] or None
    ceremonial = row["ceremonial_county"] or None
    return Authority(row["code"], row["name"], row["nation"], region, county, ceremonial)


def _members(row: Mapping[str, str]) -> frozenset[str]:
    listed = row["members"].split()
    code = row["code"]
    return frozenset(listed) or frozenset(
        one.code for one in authorities().values() if code in (one.region, one.county)
    )


@cache
def _superseded() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["current"], row["extent"]) for row in rows("superseded.csv")}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables of this room."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
