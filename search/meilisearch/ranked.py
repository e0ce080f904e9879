"""Listings that were read, ranked."""

from dataclasses import dataclass, replace

from search.blending import compared
from search.facts.columns import Numbers
from search.facts.found import Placed, placed
from search.facts.some import Some
from search.facts.table import Floats


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
        by = (-compared(self.scores), self.distances_m)
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
        shown = slice(start, end)
        return placed(
            self.some.table, self.some.rows[shown], self.scores[shown], self.distances_m[shown]
        )
