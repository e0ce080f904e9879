"""Answering one question from one snapshot of the embedded index."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from tantivy import Query as Clause

from search.answers import Hit, Page
from search.asked import Asked
from search.embedded.answers import Answer
from search.embedded.circle import Circle, by_distance, by_score, in_circle, keys_of, nearest
from search.embedded.facets import count_all, count_circle, count_rows
from search.embedded.facts import distance_to
from search.embedded.filters import listings, wanted
from search.embedded.ordering import Row, best, by_id
from search.embedded.snapshot import Snapshot
from search.embedded.wording import Attempt
from search.query import Query
from search.tallies import Counts, less, ranked

ASIDE = ThreadPoolExecutor(max_workers=8, thread_name_prefix="facets")
"""Facets are counted while the best are looked for: the engine does both at once."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A page of rows, the total, and how to count the facets of all."""

    rows: Sequence[Row]
    total: int
    count: Callable[[], Counts]


@dataclass(frozen=True, slots=True)
class _Clauses:
    """Words and filters of one attempt: ranking what they find, or only finding it."""

    ranked: list[Clause]
    plain: list[Clause]
    worded: bool


def find(snapshot: Snapshot, query: Query, attempts: Iterable[Attempt]) -> Page:
    """The listings that answer a question, by the first way of looking that finds any."""
    filters = wanted(query)
    page = Page((), 0)
    for attempt in attempts:
        found = _found(snapshot, query, _clauses(query, attempt, filters))
        page = _page(snapshot, query, attempt, found)
        if found.total or not query.forgiving:
            break
    return page


def _clauses(query: Query, attempt: Attempt, filters: list[Clause]) -> _Clauses:
    """Words are not ranked where the distance alone decides."""
    if attempt.matching is None or attempt.scored is None:
        return _Clauses(filters, filters, worded=False)
    plain = [attempt.matching, *filters]
    if query.sort == "distance" and query.reach != "wide":
        return _Clauses(plain, plain, worded=True)
    return _Clauses([attempt.scored, *filters], plain, worded=True)


def _found(snapshot: Snapshot, query: Query, clauses: _Clauses) -> _Found:
    if query.lat is None or query.lon is None or query.reach == "wide":
        return _anywhere(snapshot, query, clauses)
    if query.within_m is not None:
        circle = in_circle(snapshot, clauses.ranked, query.lat, query.lon, query.within_m)
        return _within(snapshot, query, clauses, circle)
    if query.sort == "distance":
        return _nearest(snapshot, query, clauses.plain)
    return _anywhere(snapshot, query, clauses)


def _within(snapshot: Snapshot, query: Query, clauses: _Clauses, circle: Circle) -> _Found:
    order = by_distance if query.sort == "distance" else by_score
    places = order(snapshot.searcher, circle, query.offset, query.offset + query.limit)
    return _Found(
        _rows_of(circle, places),
        len(circle.rows),
        lambda: count_circle(snapshot, circle, clauses.plain, query.facets, query.now),
    )


def _rows_of(circle: Circle, places: Sequence[int]) -> list[Row]:
    return [
        Row(circle.rows[at], float(circle.scores[at]), float(circle.distances_m[at]))
        for at in places
    ]


def _nearest(snapshot: Snapshot, query: Query, clauses: list[Clause]) -> _Found:
    assert query.lat is not None
    assert query.lon is not None
    end = query.offset + query.limit
    everywhere = listings(clauses)
    total = snapshot.searcher.search(everywhere, limit=1).count
    circle = nearest(snapshot, clauses, query.lat, query.lon, end, total)
    return _Found(
        _rows_of(circle, by_distance(snapshot.searcher, circle, query.offset, end)),
        total,
        lambda: count_all(snapshot, everywhere, query.facets, query.now),
    )


def _anywhere(snapshot: Snapshot, query: Query, clauses: _Clauses) -> _Found:
    near = _local_ones(snapshot, query, clauses.plain)
    every = listings(clauses.plain)
    count = partial(_count_without, snapshot, query, every, near)
    under_way = ASIDE.submit(count) if query.facets else None
    end = query.offset + query.limit
    order = best if clauses.worded else by_id
    rows, total = order(snapshot.searcher, listings(clauses.ranked), end + len(near))
    if near:
        keys = keys_of(snapshot.searcher, [row.address for row in rows]).tolist()
        left_out = set(keys_of(snapshot.searcher, near).tolist())
        rows = [row for row, key in zip(rows, keys, strict=True) if key not in left_out]
    return _Found(
        rows[query.offset : end],
        total - len(near),
        partial(_counted, under_way, count) if under_way else dict,
    )


def _counted(under_way: Future[Counts], count: Callable[[], Counts]) -> Counts:
    """The counts, made here where no other core had the time to begin with them."""
    return count() if under_way.cancel() else under_way.result()


def _count_without(
    snapshot: Snapshot, query: Query, clause: Clause, left_out: Sequence[Any]
) -> Counts:
    whole = count_all(snapshot, clause, query.facets, query.now)
    if not left_out:
        return whole
    return less(whole, count_rows(snapshot, left_out, query.facets, query.now))


def _local_ones(snapshot: Snapshot, query: Query, clauses: list[Clause]) -> Sequence[Any]:
    """What the circle holds and "wide" therefore leaves out."""
    if query.reach != "wide" or query.lat is None or query.lon is None or query.within_m is None:
        return ()
    return in_circle(snapshot, clauses, query.lat, query.lon, query.within_m).rows


def _page(snapshot: Snapshot, query: Query, attempt: Attempt, found: _Found) -> Page:
    answers = [attempt.answers.of(snapshot.searcher, row.address) for row in found.rows]
    lacked = set[str]().union(*(answer.unanswered for answer in answers))
    return Page(
        tuple(_hit(query, row, said) for row, said in zip(found.rows, answers, strict=True)),
        found.total,
        facets=ranked(found.count()) if query.facets else {},
        corrected=attempt.corrected,
        all_words=attempt.complete,
        lacking=() if attempt.complete else _in_order(attempt.asked, lacked),
    )


def _in_order(asked: Sequence[Asked], some: set[str]) -> tuple[str, ...]:
    return tuple(one.word.text for one in asked if one.word.text in some)


def _hit(query: Query, row: Row, said: Answer) -> Hit:
    distance = row.distance_m
    if distance is None:
        distance = distance_to(said.points, query.lat, query.lon)
    return Hit(said.id, row.score, distance, said.matched)
