"""A question's filters in Meilisearch's own words; what is not said is never a yes."""

from collections.abc import Iterable

from places.geometry import Box, box
from search.filtering import Range, flags_wanted, ranges_wanted, values_wanted
from search.meilisearch import shape
from search.query import Query

EVERYTHING = f"{shape.FLAGS} = {shape.LISTING}"
_ROUNDING = 0.51 / 10**shape.DEGREES


def quoted(value: str) -> str:
    """A value as it stands in a filter."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_of(field: str, values: Iterable[str]) -> str:
    """Listings that have one of these values."""
    said = [quoted(value) for value in values]
    return f"{field} = {said[0]}" if len(said) == 1 else f"{field} IN [{', '.join(said)}]"


def all_of(clauses: Iterable[str]) -> str:
    """Listings that fulfil every clause."""
    return " AND ".join(f"({clause})" for clause in clauses)


def any_of(clauses: Iterable[str]) -> str:
    """Listings that fulfil any of the clauses."""
    return " OR ".join(f"({clause})" for clause in clauses)


def wanted(query: Query) -> list[str]:
    """What every hit must fulfil, apart from words and circle."""
    said = [one_of(field, values) for field, values in values_wanted(query)]
    flags = [one_of(shape.FLAGS, group) for group in flags_wanted(query)]
    return [EVERYTHING, *said, *flags, *map(between, ranges_wanted(query))]


def between(asked: Range) -> str:
    """Listings whose number lies in a range."""
    limits = ((">=", asked.lowest), ("<=", asked.highest))
    return " AND ".join(f"{asked.field} {sign} {end}" for sign, end in limits if end is not None)


def around(lat: float, lon: float, within_m: float) -> str:
    """Listings that may have a place within so many metres; all that have one are among them."""
    return inside(box(lat, lon, within_m))


def inside(area: Box) -> str:
    """Listings that have some place between the box's latitudes and some between its longitudes."""
    south, north = area.south - _ROUNDING, area.north + _ROUNDING
    west, east = area.west - _ROUNDING, area.east + _ROUNDING
    return (
        f"{shape.LAT} >= {south:.6f} AND {shape.LAT} <= {north:.6f}"
        f" AND {shape.LON} >= {west:.6f} AND {shape.LON} <= {east:.6f}"
    )
