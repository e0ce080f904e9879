"""What a question wants of a listing, in no engine's words; what is not said is never a yes."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runtime.clock import LONDON
from search.flags import EVERYWHERE, PLACED, WIDE_ANYWHERE, held
from search.hours import DAY_MINUTES, DAYS
from search.limits import CHECKED_ON, HOURS_UNTIL, MAXIMUM_AGE, MINIMUM_AGE
from search.query import Query
from search.spans import minute_blocks


class Range(NamedTuple):
    """Numbers of a field of `search.limits`, both ends included; None is no end."""

    field: str
    lowest: int | None = None
    highest: int | None = None


def values_wanted(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Fields of `search.values.PLAIN`, each with the values of which a listing must have one."""
    return ((field, values) for field, values in _said(query) if values)


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


def flags_wanted(query: Query) -> Iterator[list[str]]:
    """Groups of flags, of each of which a listing must have one."""
    for kind in ("evening", "weekend"):
        yield from ([f"{kind}:{answer}"] for answer in _yes_or_no(getattr(query, kind)))
    yield from _times(query)
    if query.tier is not None:
        yield held(query.tier, today(query.now))
    yield from _reaches(query)


def _times(query: Query) -> Iterator[list[str]]:
    if query.time is not None:
        days = range(len(DAYS)) if query.day is None else (DAYS.index(query.day),)
        minutes = (day * DAY_MINUTES + query.time for day in days)
        blocks = (f"open:{block}" for minute in minutes for block in minute_blocks(minute))
        yield list(dict.fromkeys(blocks))
    elif query.day is not None:
        yield [f"day:{query.day}"]


def _reaches(query: Query) -> Iterator[list[str]]:
    if query.serves:
        yield [EVERYWHERE, *(f"area:{code}" for code in query.areas)]
    if query.reach == "wide":
        yield [WIDE_ANYWHERE, *(f"wide:{code}" for code in query.areas)]
    elif query.reach == "local" or query.sort == "distance":
        yield [PLACED]


def ranges_wanted(query: Query) -> Iterator[Range]:
    """Ranges in which a listing's numbers must lie."""
    if query.age is not None:
        yield Range(MINIMUM_AGE, highest=query.age)
        yield Range(MAXIMUM_AGE, lowest=query.age)
    if query.checked_since is not None:
        yield Range(CHECKED_ON, lowest=query.checked_since.toordinal())
    hours = (query.day, query.time, query.evening, query.weekend)
    if any(asked is not None for asked in hours):
        yield hours_hold(query.now)


def hours_hold(now: datetime) -> Range:
    """Opening hours that still hold today."""
    return Range(HOURS_UNTIL, lowest=today(now))


def today(now: datetime) -> int:
    """The ordinal of the day in London."""
    return now.astimezone(LONDON).date().toordinal()
