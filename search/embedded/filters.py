"""A question's filters as clauses of the embedded index; what is not said is never a yes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tantivy import FieldType, Occur
from tantivy import Query as Clause

from places.geometry import Box
from runtime.clock import LONDON
from search.embedded.cells import covering
from search.embedded.schema import (
    CELLS,
    CHECKED_ON,
    EXTRA,
    FLAGS,
    HOURS_UNTIL,
    LISTING,
    MAXIMUM_AGE,
    MINIMUM_AGE,
    SCHEMA,
)
from search.flags import EVERYWHERE, PLACED, WIDE_ANYWHERE, held
from search.hours import DAY_MINUTES, DAYS
from search.index import Query
from search.spans import minute_blocks


def one_of(field: str, values: Sequence[str]) -> Clause:
    """Rows that have one of these values, none better than another."""
    terms = [Clause.term_query(SCHEMA, field, value, "basic") for value in values]
    one = terms[0] if len(terms) == 1 else Clause.boolean_query([(Occur.Should, t) for t in terms])
    return Clause.const_score_query(one, 0.0)


def wanted(query: Query) -> list[Clause]:
    """What every hit must fulfil, apart from words and circle."""
    said = [one_of(field, values) for field, values in _said(query) if values]
    return [*said, *(one_of(FLAGS, flags) for flags in _flags(query)), *_ranges(query)]


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


def _flags(query: Query) -> Iterator[list[str]]:
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
        yield list(_each(f"open:{block}" for m in minutes for block in minute_blocks(m)))
    elif query.day is not None:
        yield [f"day:{query.day}"]


def _each(values: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(values)


def _reaches(query: Query) -> Iterator[list[str]]:
    if query.serves:
        yield [EVERYWHERE, *(f"area:{code}" for code in query.areas)]
    if query.reach == "wide":
        yield [WIDE_ANYWHERE, *(f"wide:{code}" for code in query.areas)]
    elif query.reach == "local" or query.sort == "distance":
        yield [PLACED]


def today(now: datetime) -> int:
    """The ordinal of the day in London."""
    return now.astimezone(LONDON).date().toordinal()


def _ranges(query: Query) -> Iterator[Clause]:
    if query.age is not None:
        yield _between(MINIMUM_AGE, None, query.age)
        yield _between(MAXIMUM_AGE, query.age, None)
    if query.checked_since is not None:
        yield _between(CHECKED_ON, query.checked_since.toordinal(), None)
    hours = (query.day, query.time, query.evening, query.weekend)
    if any(asked is not None for asked in hours):
        yield hours_hold(query.now)


def hours_hold(now: datetime) -> Clause:
    """Rows whose opening hours still hold today."""
    return _between(HOURS_UNTIL, today(now), None)


def _between(field: str, lowest: int | None, highest: int | None) -> Clause:
    asked = Clause.range_query(SCHEMA, field, FieldType.Integer, lowest, highest)
    return Clause.const_score_query(asked, 0.0)


def around(area: Box) -> Clause:
    """Rows that have a place, all those in the box among them."""
    squares = covering(area)
    return one_of(CELLS, squares) if squares else one_of(FLAGS, [PLACED])


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Rows of any place that fulfil every clause."""
    return Clause.boolean_query([(Occur.Must, clause) for clause in clauses])


def listings(clauses: Sequence[Clause]) -> Clause:
    """First rows alone that fulfil every clause, so that each listing counts once."""
    if not clauses:
        return one_of(FLAGS, [LISTING])
    others = Clause.term_query(SCHEMA, FLAGS, EXTRA, "basic")
    must = [(Occur.Must, clause) for clause in clauses]
    return Clause.boolean_query([*must, (Occur.MustNot, others)])
