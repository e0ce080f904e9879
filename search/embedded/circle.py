"""Which listings lie in a circle, exactly, and which are the nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tantivy import Query as Clause

from places.geometry import RINGS_M, box, distances_m
from search.embedded.filters import all_of, placed, with_many
from search.embedded.further_places import Floats, Near, Numbers, keys_of
from search.embedded.schema import LAT, LON
from search.embedded.snapshot import Snapshot

_FEW_ROWS = 2_000
_EVERYWHERE_M = 20_100_000.0
"""More than half the way round the Earth."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Listings in a circle, by their nearest place; rows, scores and distances go together.

    `clause` finds all whose first place is in the box; of these `outside` are not in the circle,
    and `added` are those in the circle that it does not find.
    """

    rows: list[Any]
    scores: Floats
    distances_m: Floats
    clause: Clause
    outside: Sequence[Any]
    added: Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows in the order of their scores."""

    addresses: list[Any]
    scores: Floats

    def chosen(self, which: Numbers) -> "_Rows":
        return _Rows([self.addresses[at] for at in which.tolist()], self.scores[which])


def in_circle(
    snapshot: Snapshot, clauses: Sequence[Clause], lat: float, lon: float, within_m: float
) -> Circle:
    """All listings that fulfil `clauses` and have a place within `within_m` metres of a point."""
    searcher = snapshot.searcher
    near = snapshot.places.within(lat, lon, within_m)
    clause = placed(clauses, box(lat, lon, within_m))
    boxed = _all_rows(searcher, clause)
    lats, lons = (_column(searcher, field, boxed.addresses) for field in (LAT, LON))
    distances = distances_m(lat, lon, lats, lons)
    if len(near.keys):
        distances = np.minimum(distances, near.of(keys_of(searcher, boxed.addresses)))
    inside = np.flatnonzero(distances <= within_m)
    outside = boxed.chosen(np.flatnonzero(distances > within_m)).addresses
    chosen, distances = boxed.chosen(inside), distances[inside]
    added, farther = _added(searcher, clauses, near, chosen)
    return Circle(
        chosen.addresses + added.addresses,
        np.concatenate((chosen.scores, added.scores)),
        np.concatenate((distances, farther)),
        clause,
        outside,
        added.addresses,
    )


def _added(
    searcher: Any, clauses: Sequence[Clause], near: Near, chosen: _Rows
) -> tuple[_Rows, Floats]:
    """Listings that only a further place puts into the circle, with their distances."""
    nothing = _Rows([], np.empty(0))
    if not len(near.keys):
        return nothing, nothing.scores
    many = _all_rows(searcher, with_many(clauses))
    keys = keys_of(searcher, many.addresses)
    distances = near.of(keys)
    missing = np.isfinite(distances) & ~np.isin(keys, keys_of(searcher, chosen.addresses))
    which = np.flatnonzero(missing)
    return many.chosen(which), distances[which]


def _all_rows(searcher: Any, clause: Clause) -> _Rows:
    hits = searcher.search(clause, limit=max(searcher.num_docs, 1), count=False).hits
    scores = np.fromiter((score for score, _ in hits), np.float64, len(hits))
    return _Rows([address for _, address in hits], scores)


def _column(searcher: Any, field: str, rows: list[Any]) -> Floats:
    return np.array(searcher.fast_field_values(field, rows), np.float64)


def nearest(
    snapshot: Snapshot, clauses: Sequence[Clause], lat: float, lon: float, least: int
) -> Circle:
    """Listings around a point, ring by ring, until at least `least` are among them."""
    few = snapshot.searcher.search(all_of(clauses), limit=1).count <= _FEW_ROWS
    for within_m in () if few else RINGS_M:
        found = in_circle(snapshot, clauses, lat, lon, within_m)
        if len(found.rows) >= least:
            return found
    return in_circle(snapshot, clauses, lat, lon, _EVERYWHERE_M)


def by_distance(searcher: Any, circle: Circle, first: int, end: int) -> list[int]:
    """The places in `circle` of its nearest listings from `first` to `end`, ties by id."""
    return _ordered(searcher, circle.rows, circle.distances_m, first, end)


def by_score(searcher: Any, circle: Circle, first: int, end: int) -> list[int]:
    """The places in `circle` of its best listings from `first` to `end`, ties by id."""
    return _ordered(searcher, circle.rows, -circle.scores, first, end)


def _ordered(searcher: Any, rows: list[Any], rank: Floats, first: int, end: int) -> list[int]:
    end = min(end, len(rank))
    if first >= end:
        return []
    worst = np.partition(rank, end - 1)[end - 1]
    among = np.flatnonzero(rank <= worst)
    keys = keys_of(searcher, [rows[at] for at in among.tolist()])
    order = np.lexsort((keys, rank[among]))
    found: list[int] = among[order][first:end].tolist()
    return found
