"""A place with a name, and the words that tell it from others of the same name."""

from typing import NamedTuple

from places.areas import authorities, current, name_of
from places.place import Kind
from places.spelling import fold


class Named(NamedTuple):
    """A place with a name; `key`, `short` and `other` are folded, `population` is for ranking."""

    kind: Kind
    name: str
    key: str
    lat: float
    lon: float
    authority: str | None
    district: str | None
    population: int
    nation: str
    short: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def where(one: Named) -> str:
    """The county of a place in a shire district, else its authority, region or nation."""
    authority = authorities().get(current(one.authority)) if one.authority else None
    if authority is None:
        return one.nation
    county = name_of(authority.county) if authority.county else None
    if county and authority.code.startswith("E07"):
        return county
    if fold(authority.name) != one.key:
        return authority.name
    region = name_of(authority.region) if authority.region else None
    return county or region or authority.nation


def qualifiers(one: Named) -> set[str]:
    """The words that may follow a place's name to say which one is meant."""
    authority = authorities().get(current(one.authority)) if one.authority else None
    said = [one.nation, "UK United Kingdom", one.district or ""]
    if authority:
        codes = (authority.county, authority.region)
        said += [authority.name, *(name_of(code) or "" for code in codes if code)]
        said += ["Greater London"] if authority.code.startswith("E09") else []
    return {word for name in said for word in fold(name).split()}
