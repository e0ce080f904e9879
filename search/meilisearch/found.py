"""What one way of looking found: a page of listings, the total, the facet counts, how exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from search.meilisearch.columns import Numbers
from search.meilisearch.held import Some
from search.meilisearch.table import Floats


class Placed(NamedTuple):
    """A listing, how well it answers, and how far it is."""

    id: str
    finger: str
    score: float
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Listings with their scores and distances, in some order."""

    some: Some
    scores: Floats
    distances_m: Floats

    def __len__(self) -> int:
        return len(self.some.rows)

    def at(self, places: Numbers) -> "Ranked":
        """Those at some places among these, in that order."""
        return Ranked(self.some.at(places), self.scores[places], self.distances_m[places])

    def nearest_first(self) -> "Ranked":
        """Ties by id."""
        return self.at(self.some.table.in_order(self.some.rows, self.distances_m))

    def best_first(self) -> "Ranked":
        """Ties nearest first, then by id."""
        by = (-np.round(self.scores, 9), self.distances_m)
        return self.at(self.some.table.in_order(self.some.rows, *by))

    def by_id(self) -> "Ranked":
        """In the order of ids."""
        return self.at(self.some.table.in_order(self.some.rows))

    def scored(self, scores: Floats) -> "Ranked":
        """The same with other scores."""
        return replace(self, scores=scores)

    def measured(self, lat: float | None, lon: float | None) -> "Ranked":
        """The same with their distances, if a point is given."""
        if lat is None or lon is None:
            return self
        return replace(self, distances_m=self.some.nearest_m(lat, lon))

    def page(self, start: int, end: int) -> list[Placed]:
        """Those from one place to another."""
        table = self.some.table
        return [
            Placed(table.id_of(row), table.fingers[row], score, far if far < np.inf else None)
            for row, score, far in zip(
                self.some.rows[start:end].tolist(),
                self.scores[start:end].tolist(),
                self.distances_m[start:end].tolist(),
                strict=True,
            )
        ]


@dataclass(frozen=True, slots=True)
class Found:
    """`rows` are those of the page alone."""

    rows: Sequence[Placed]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    exact: bool = True


NOTHING = Found((), 0)
