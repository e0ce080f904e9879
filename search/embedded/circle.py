"""Which rows lie in a circle, exactly, and which are the nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import Any

import numpy as np
import numpy.typing as npt
from tantivy import Query as Clause

from places.geometry import RINGS_M, Box, box, distances_m
from search.blending import blended
from search.embedded.filters import all_of, around
from search.embedded.schema import KEY, LAT, LON
from search.embedded.snapshot import Snapshot

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_FEW_ROWS = 2_000
_COUNTRY_M2 = 2.4e11
_CROWDED = 10
_WORLD = Box(-90.0, -180.0, 90.0, 180.0)


@dataclass(frozen=True, slots=True)
class Circle:
    """Rows in a circle, each listing once, by its nearest place; `others` are those around it.

    `area` finds both. `rows`, `scores` and `distances_m` go together; scores are relevance
    blended with distance.
    """

    area: Clause
    rows: list[Any]
    scores: Floats
    distances_m: Floats
    others: list[Any]


def in_circle(
    snapshot: Snapshot, clauses: Sequence[Clause], lat: float, lon: float, within_m: float
) -> Circle:
    """All rows that fulfil `clauses` within `within_m` metres of a point."""
    return _measured(snapshot, clauses, box(lat, lon, within_m), lat, lon, within_m)


def _measured(
    snapshot: Snapshot,
    clauses: Sequence[Clause],
    holding: Box,
    lat: float,
    lon: float,
    within_m: float,
) -> Circle:
    searcher, area = snapshot.searcher, around(holding)
    clause = all_of([*clauses, area])
    hits = searcher.search(clause, limit=max(searcher.num_docs, 1), count=False).hits
    rows = [address for _, address in hits]
    scores = np.array([score for score, _ in hits], np.float64)
    distances = distances_m(lat, lon, _column(searcher, LAT, rows), _column(searcher, LON, rows))
    is_in = distances <= within_m
    if snapshot.has_extra:
        is_in = _nearest_of_each(searcher, rows, np.flatnonzero(is_in), distances)
    near = distances[is_in]
    return Circle(
        area,
        _picked(rows, is_in),
        blended(scores[is_in], near, within_m),
        near,
        _picked(rows, ~is_in),
    )


def _picked(rows: list[Any], which: npt.NDArray[np.bool_]) -> list[Any]:
    return [rows[at] for at in np.flatnonzero(which).tolist()]


def _column(searcher: Any, field: str, rows: Sequence[Any]) -> Floats:
    return np.array(searcher.fast_field_values(field, rows), np.float64)


def keys_of(searcher: Any, rows: Sequence[Any]) -> Numbers:
    """The sorting keys of rows."""
    return np.array(searcher.fast_field_values(KEY, rows), np.int64)


def _nearest_of_each(
    searcher: Any, rows: list[Any], near: Numbers, distances: Floats
) -> npt.NDArray[np.bool_]:
    """Of the rows that are near, one for each listing."""
    keys = keys_of(searcher, [rows[at] for at in near.tolist()])
    order = np.lexsort((distances[near], keys))
    ordered = keys[order]
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    chosen = np.zeros(len(rows), bool)
    chosen[near[order[first]]] = True
    return chosen


def nearest(
    snapshot: Snapshot,
    clauses: Sequence[Clause],
    lat: float,
    lon: float,
    least: int,
    total: int,
) -> Circle:
    """Rows around a point, ring by ring, until `least` of all `total` listings are among them."""
    for within_m in RINGS_M if total > _FEW_ROWS else ():
        if _may_hold(within_m, least, total):
            found = in_circle(snapshot, clauses, lat, lon, within_m)
            if len(found.rows) >= least:
                return found
    return _measured(snapshot, clauses, _WORLD, lat, lon, float("inf"))


def _may_hold(within_m: float, least: int, total: int) -> bool:
    """Whether a ring holds enough where listings stand ten times as close as on average."""
    return total * pi * within_m**2 / _COUNTRY_M2 * _CROWDED >= least


def by_distance(searcher: Any, circle: Circle, first: int, end: int) -> list[int]:
    """The places in `circle` of its nearest listings from `first` to `end`, ties by id."""
    return _ordered(searcher, circle.rows, circle.distances_m, circle.distances_m, first, end)


def by_score(searcher: Any, circle: Circle, first: int, end: int) -> list[int]:
    """The places in `circle` of its best listings from `first` to `end`.

    Ties come nearest first, then by id; without words there is nothing to rank but ids.
    """
    then = np.where(circle.scores > 0, circle.distances_m, 0.0)
    return _ordered(searcher, circle.rows, -circle.scores, then, first, end)


def _ordered(
    searcher: Any, rows: list[Any], rank: Floats, then: Floats, first: int, end: int
) -> list[int]:
    end = min(end, len(rank))
    if first >= end:
        return []
    worst = np.partition(rank, end - 1)[end - 1]
    among = np.flatnonzero(rank <= worst)
    keys = keys_of(searcher, [rows[at] for at in among.tolist()])
    order = np.lexsort((keys, then[among], rank[among]))
    found: list[int] = among[order][first:end].tolist()
    return found
