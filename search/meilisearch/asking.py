"""A question's filters in Meilisearch's own words; what is not said is never a yes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from places.geometry import Box, box
from runtime.clock import LONDON
from search.flags import EVERYWHERE, PLACED, WIDE_ANYWHERE, held
from search.hours import DAY_MINUTES, DAYS
from search.index import Query
from search.meilisearch import shape
from search.spans import minute_blocks

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
    said = [one_of(field, values) for field, values in _said(query) if values]
    flags = [one_of(shape.FLAGS, values) for values in _flags(query)]
    return [EVERYTHING, *said, *flags, *_ranges(query)]


def _said(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "category", query.categories
    yield "need", query.needs
    yield "access_mode", query.access_modes
    yield "joining", query.joining
    yield "language", query.languages
    yield "accessibility", query.accessibility
    yield "source", query.sources
    for kind in ("free", "personal_budget", "taking_referrals"):
        yield kind, _yes_or_no(getattr(query, kind))
    yield "gender_only", (query.gender_only,) if query.gender_only else ()


def _yes_or_no(asked: bool | None) -> tuple[str, ...]:
    return () if asked is None else ("yes" if asked else "no",)


def _flags(query: Query) -> Iterator[Sequence[str]]:
    for kind in ("evening", "weekend"):
        yield from ([f"{kind}:{answer}"] for answer in _yes_or_no(getattr(query, kind)))
    if query.time is not None:
        days = range(len(DAYS)) if query.day is None else (DAYS.index(query.day),)
        minutes = (day * DAY_MINUTES + query.time for day in days)
        yield list(dict.fromkeys(f"open:{b}" for m in minutes for b in minute_blocks(m)))
    elif query.day is not None:
        yield [f"day:{query.day}"]
    if query.tier is not None:
        yield held(query.tier, today(query.now))
    yield from _reaches(query)


def _reaches(query: Query) -> Iterator[Sequence[str]]:
    if query.serves:
        yield [EVERYWHERE, *(f"area:{code}" for code in query.areas)]
    if query.reach == "wide":
        yield [WIDE_ANYWHERE, *(f"wide:{code}" for code in query.areas)]
    elif query.reach == "local" or query.sort == "distance":
        yield [PLACED]


def today(now: datetime) -> int:
    """The ordinal of the day in London."""
    return now.astimezone(LONDON).date().toordinal()


def _ranges(query: Query) -> Iterator[str]:
    if query.age is not None:
        yield f"{shape.MINIMUM_AGE} <= {query.age}"
        yield f"{shape.MAXIMUM_AGE} >= {query.age}"
    if query.checked_since is not None:
        yield f"{shape.CHECKED_ON} >= {query.checked_since.toordinal()}"
    hours = (query.day, query.time, query.evening, query.weekend)
    if any(asked is not None for asked in hours):
        yield hours_hold(query.now)


def hours_hold(now: datetime) -> str:
    """Listings whose opening hours still hold today."""
    return f"{shape.HOURS_UNTIL} >= {today(now)}"


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
