"""A place with a name, and the words that tell it from others of the same name."""

from typing import NamedTuple

from places.areas import Authority, authorities, current, name_of
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
    """The borough of a place in London or a large city, else its county, authority or nation."""
    authority = authorities().get(current(one.authority)) if one.authority else None
    if authority is None:
        return one.nation
    county = authority.ceremonial_county
    names = [authority.name, county] if _is_borough(authority) else [county, authority.name]
    return next((name for name in names if name and fold(name) != one.key), authority.nation)


def qualifiers(one: Named) -> set[str]:
    """The words that may follow a place's name to say which one is meant."""
    authority = authorities().get(current(one.authority)) if one.authority else None
    said = [one.nation, "UK United Kingdom", one.district]
    if authority:
        region = name_of(authority.region) if authority.region else None
        said += [authority.name, authority.ceremonial_county, region]
    return {word for name in said if name for word in fold(name).split()}


def _is_borough(authority: Authority) -> bool:
    return authority.code.startswith(("E08", "E09"))
