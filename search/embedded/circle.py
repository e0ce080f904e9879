"""Which rows lie in a circle, exactly, and which are the nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from tantivy import Query as Clause

from places.geometry import RINGS_M, box, distances_m
from search.embedded.filters import all_of, inside, listings
from search.embedded.schema import KEY, LAT, LON
from search.embedded.snapshot import Snapshot

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_FEW_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Circle:
    """Rows in a circle, each listing once, by its nearest place; the rest of the box apart.

    `clause` is what was asked of the box. `addresses`, `scores` and `distances_m` go together.
    """

    clause: Clause
    addresses: Sequence[Any]
    scores: Floats
    distances_m: Floats
    others: Sequence[Any]


def in_circle(
    snapshot: Snapshot, clauses: Sequence[Clause], lat: float, lon: float, within_m: float
) -> Circle:
    """All rows that fulfil `clauses` within `within_m` metres of a point, in order of score."""
    clause = all_of([*clauses, *inside(box(lat, lon, within_m))])
    return _measured(snapshot, clause, lat, lon, within_m)


def _measured(
    snapshot: Snapshot, clause: Clause, lat: float, lon: float, within_m: float
) -> Circle:
    searcher = snapshot.searcher
    hits = searcher.search(clause, limit=max(searcher.num_docs, 1), count=False).hits
    rows = [address for _, address in hits]
    distances = distances_m(lat, lon, _column(searcher, LAT, rows), _column(searcher, LON, rows))
    chosen = np.flatnonzero(distances <= within_m)
    if snapshot.has_extra:
        chosen = _nearest_of_each(searcher, rows, chosen, distances)
    scores = np.fromiter((score for score, _ in hits), np.float64, len(hits))
    left_out = np.ones(len(rows), bool)
    left_out[chosen] = False
    return Circle(
        clause,
        [rows[at] for at in chosen.tolist()],
        scores[chosen],
        distances[chosen],
        [rows[at] for at in np.flatnonzero(left_out).tolist()],
    )


def _column(searcher: Any, field: str, rows: Sequence[Any]) -> Floats:
    return np.array(searcher.fast_field_values(field, rows), np.float64)


def keys_of(searcher: Any, rows: Sequence[Any]) -> Numbers:
    """The sorting keys of rows."""
    return np.array(searcher.fast_field_values(KEY, rows), np.int64)


def _nearest_of_each(
    searcher: Any, rows: Sequence[Any], chosen: Numbers, distances: Floats
) -> Numbers:
    keys = keys_of(searcher, [rows[at] for at in chosen.tolist()])
    order = np.lexsort((distances[chosen], keys))
    ordered = keys[order]
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return np.sort(chosen[order[first]])


def nearest(
    snapshot: Snapshot, clauses: Sequence[Clause], lat: float, lon: float, least: int
) -> Circle:
    """Rows around a point, ring by ring, until at least `least` listings are among them."""
    few = snapshot.searcher.search(listings(clauses), limit=1).count <= _FEW_ROWS
    for within_m in () if few else RINGS_M:
        found = in_circle(snapshot, clauses, lat, lon, within_m)
        if len(found.addresses) >= least:
            return found
    return _measured(snapshot, all_of(clauses), lat, lon, float("inf"))


def by_distance(searcher: Any, circle: Circle, first: int, end: int) -> list[int]:
    """The places in `circle` of its nearest listings from `first` to `end`, ties by id."""
    return _ordered(searcher, circle, circle.distances_m, first, end)


def by_score(searcher: Any, circle: Circle, first: int, end: int) -> list[int]:
    """The places in `circle` of its best listings from `first` to `end`, ties by id."""
    return _ordered(searcher, circle, -circle.scores, first, end)


def _ordered(searcher: Any, circle: Circle, rank: Floats, first: int, end: int) -> list[int]:
    if first >= len(rank):
        return []
    end = min(end, len(rank))
    worst = np.partition(rank, end - 1)[end - 1]
    among = np.flatnonzero(rank <= worst)
    keys = keys_of(searcher, [circle.addresses[at] for at in among.tolist()])
    order = np.lexsort((keys, rank[among]))
    found: list[int] = among[order][first:end].tolist()
    return found
