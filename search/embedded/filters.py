"""A question's filters as clauses of the embedded index; what is not said is never a yes."""

from collections.abc import Iterable, Iterator, Sequence

from tantivy import FieldType, Occur
from tantivy import Query as Clause

from places.geometry import Box
from runtime.clock import LONDON
from search.embedded.flags import EVERYWHERE, NO_AREA, WIDE
from search.embedded.schema import (
    CHECKED_ON,
    EXTRA,
    FLAGS,
    HOURS_UNTIL,
    LAT,
    LISTING,
    LON,
    MAXIMUM_AGE,
    MINIMUM_AGE,
    PLACED,
    SCHEMA,
)
from search.hours import DAY_MINUTES, DAYS
from search.index import Query
from search.spans import day_blocks, minute_blocks


def flagged(values: Sequence[str]) -> Clause:
    """Rows that have one of these flags, none better than another."""
    terms = [Clause.term_query(SCHEMA, FLAGS, value, "basic") for value in values]
    one = terms[0] if len(terms) == 1 else Clause.boolean_query([(Occur.Should, t) for t in terms])
    return Clause.const_score_query(one, 0.0)


def wanted(query: Query) -> list[Clause]:
    """What every hit must fulfil, apart from words and circle."""
    return [flagged(flags) for flags in _flags(query)] + list(_ranges(query))


def _flags(query: Query) -> Iterator[list[str]]:
    for kind, values in (
        ("category", query.categories),
        ("need", query.needs),
        ("access_mode", query.access_modes),
        ("joining", query.joining),
        ("language", query.languages),
        ("accessibility", query.accessibility),
        ("source", query.sources),
    ):
        if values:
            yield [f"{kind}:{value}" for value in values]
    for kind in ("free", "personal_budget", "taking_referrals", "evening", "weekend"):
        value = getattr(query, kind)
        if value is not None:
            yield [f"{kind}:{'yes' if value else 'no'}"]
    if query.gender_only is not None:
        yield [f"gender_only:{query.gender_only}"]
    yield from _times(query)
    if query.tier is not None:
        yield [f"held:{query.tier}:{block}" for block in day_blocks(_today(query))]
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
    mine = [f"area:{code}" for code in query.areas]
    if query.serves:
        yield [EVERYWHERE, *mine]
    if query.reach == "wide":
        yield [WIDE]
        yield [NO_AREA, *mine]
    elif query.reach == "local" or query.sort == "distance":
        yield [PLACED]


def _today(query: Query) -> int:
    return query.now.astimezone(LONDON).date().toordinal()


def _ranges(query: Query) -> Iterator[Clause]:
    if query.age is not None:
        yield _between(MINIMUM_AGE, None, query.age)
        yield _between(MAXIMUM_AGE, query.age, None)
    if query.checked_since is not None:
        yield _between(CHECKED_ON, query.checked_since.toordinal(), None)
    hours = (query.day, query.time, query.evening, query.weekend)
    if any(asked is not None for asked in hours):
        yield _between(HOURS_UNTIL, _today(query), None)


def _between(field: str, lowest: int | None, highest: int | None) -> Clause:
    asked = Clause.range_query(SCHEMA, field, FieldType.Integer, lowest, highest)
    return Clause.const_score_query(asked, 0.0)


def inside(area: Box) -> list[Clause]:
    """Rows whose place lies in the box."""
    south_north = Clause.range_query(SCHEMA, LAT, FieldType.Float, area.south, area.north)
    west_east = Clause.range_query(SCHEMA, LON, FieldType.Float, area.west, area.east)
    return [Clause.const_score_query(clause, 0.0) for clause in (south_north, west_east)]


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Rows of any kind that fulfil every clause."""
    return Clause.boolean_query([(Occur.Must, clause) for clause in clauses])


def listings(clauses: Sequence[Clause]) -> Clause:
    """First rows alone, so that each listing counts once."""
    if not clauses:
        return flagged([LISTING])
    others = Clause.term_query(SCHEMA, FLAGS, EXTRA, "basic")
    must = [(Occur.Must, clause) for clause in clauses]
    return Clause.boolean_query([*must, (Occur.MustNot, others)])
