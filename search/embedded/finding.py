"""Answering one question from one snapshot of the embedded index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Order
from tantivy import Query as Clause

from search.embedded.cards import distance_to, matches, read_card
from search.embedded.circle import Circle, by_distance, by_score, in_circle, keys_of, nearest
from search.embedded.facets import Tally, counted, less, sets_for, tally, tally_circle, tally_rows
from search.embedded.filters import listings, wanted
from search.embedded.schema import KEY
from search.embedded.snapshot import Snapshot
from search.embedded.wording import Asked, Attempt, attempts
from search.index import Hit, Page, Query
from search.language import Reading

_SPARE = 30
Names = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Row:
    address: Any
    score: float
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A page of rows, the total, and how to tally all that was found."""

    rows: Sequence[_Row]
    total: int
    tally: Callable[[Names], Tally]


def find(snapshot: Snapshot, query: Query, reading: Reading) -> Page:
    """The listings that answer a question, by the first way of looking that finds any."""
    filters = wanted(query)
    page = Page((), 0)
    for attempt in attempts(snapshot.searcher, reading):
        clauses = filters if attempt.clause is None else [attempt.clause, *filters]
        found = _found(snapshot, query, clauses, worded=attempt.clause is not None)
        page = _page(snapshot, query, attempt, found)
        if found.total:
            break
    return page


def _found(snapshot: Snapshot, query: Query, clauses: list[Clause], *, worded: bool) -> _Found:
    if query.lat is None or query.lon is None or query.reach == "wide":
        return _anywhere(snapshot, query, clauses, worded=worded)
    if query.within_m is not None:
        circle = in_circle(snapshot, clauses, query.lat, query.lon, query.within_m)
        return _within(snapshot, query, circle)
    if query.sort == "distance":
        return _nearest(snapshot, query, clauses)
    return _anywhere(snapshot, query, clauses, worded=worded)


def _within(snapshot: Snapshot, query: Query, circle: Circle) -> _Found:
    order = by_distance if query.sort == "distance" else by_score
    places = order(snapshot.searcher, circle, query.offset, query.offset + query.limit)
    return _Found(
        _rows_of(circle, places),
        len(circle.addresses),
        lambda names: tally_circle(snapshot, circle, names),
    )


def _rows_of(circle: Circle, places: Sequence[int]) -> list[_Row]:
    return [
        _Row(circle.addresses[at], float(circle.scores[at]), float(circle.distances_m[at]))
        for at in places
    ]


def _nearest(snapshot: Snapshot, query: Query, clauses: list[Clause]) -> _Found:
    assert query.lat is not None
    assert query.lon is not None
    end = query.offset + query.limit
    circle = nearest(snapshot, clauses, query.lat, query.lon, end)
    everywhere = listings(clauses)
    total = snapshot.searcher.search(everywhere, limit=1).count
    return _Found(
        _rows_of(circle, by_distance(snapshot.searcher, circle, query.offset, end)),
        total,
        lambda names: tally(snapshot, everywhere, names),
    )


def _anywhere(snapshot: Snapshot, query: Query, clauses: list[Clause], *, worded: bool) -> _Found:
    near = _local_ones(snapshot, query, clauses)
    clause = listings(clauses)
    end = query.offset + query.limit
    order = _best if worded else _by_key
    rows, total = order(snapshot.searcher, clause, end + len(near))
    if near:
        keys = keys_of(snapshot.searcher, [row.address for row in rows]).tolist()
        left_out = set(keys_of(snapshot.searcher, near).tolist())
        rows = [row for row, key in zip(rows, keys, strict=True) if key not in left_out]
    return _Found(
        rows[query.offset : end],
        total - len(near),
        lambda names: less(tally(snapshot, clause, names), tally_rows(snapshot, near, names)),
    )


def _local_ones(snapshot: Snapshot, query: Query, clauses: list[Clause]) -> Sequence[Any]:
    """Rows in the circle that "wide" leaves out, one for each listing."""
    if query.reach != "wide" or query.lat is None or query.lon is None or query.within_m is None:
        return ()
    return in_circle(snapshot, clauses, query.lat, query.lon, query.within_m).addresses


def _by_key(searcher: Any, clause: Clause, end: int) -> tuple[list[_Row], int]:
    found = searcher.search(clause, limit=max(end, 1), order_by_field=KEY, order=Order.Asc)
    return [_Row(address, 0.0) for _, address in found.hits[:end]], found.count


def _best(searcher: Any, clause: Clause, end: int) -> tuple[list[_Row], int]:
    """The best rows, ties by id; asks again for all when a tie reaches beyond what it was given."""
    found = searcher.search(clause, limit=end + _SPARE)
    hits = found.hits
    if 0 < end < len(hits) == end + _SPARE and hits[-1][0] == hits[end - 1][0]:
        hits = searcher.search(clause, limit=found.count).hits
    worst = hits[min(end, len(hits)) - 1][0] if hits and end else 0.0
    among = [hit for hit in hits if hit[0] >= worst] if end else []
    keys = keys_of(searcher, [address for _, address in among]).tolist()
    ranked = sorted(zip(among, keys, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
    return [_Row(address, score) for (score, address), _ in ranked[:end]], found.count


def _page(snapshot: Snapshot, query: Query, attempt: Attempt, found: _Found) -> Page:
    shown = [_hit(snapshot, query, attempt.asked, row) for row in found.rows]
    tallied = found.tally(sets_for(query.facets)) if query.facets else {}
    lacked = {word for _, unanswered in shown for word in unanswered}
    return Page(
        tuple(hit for hit, _ in shown),
        found.total,
        facets=counted(snapshot.sets, tallied, query.facets, query.now),
        corrected=attempt.corrected,
        all_words=attempt.complete,
        lacking=() if attempt.complete else _in_order(attempt.asked, lacked),
    )


def _in_order(asked: Sequence[Asked], some: set[str]) -> tuple[str, ...]:
    return tuple(one.word.text for one in asked if one.word.text in some)


def _hit(
    snapshot: Snapshot, query: Query, asked: Sequence[Asked], row: _Row
) -> tuple[Hit, list[str]]:
    card = read_card(snapshot.searcher, row.address)
    distance = row.distance_m
    if distance is None:
        distance = distance_to(card, query.lat, query.lon)
    matched, unanswered = matches(card, asked)
    return Hit(card.id, row.score, distance, matched), unanswered
