"""What one way of looking finds: the page, the total and the facets, exact."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.blending import blended
from search.facts.columns import Numbers
from search.facts.found import Found, Placed, placed
from search.facts.table import Floats
from search.index import Expecting, Query, nobody
from search.whole.classes import scored
from search.whole.fulfilling import Part, all_distances, all_places
from search.whole.nearest import nearest
from search.whole.ordering import first
from search.whole.ranking import best, scores_of_all
from search.whole.state import Whole
from search.whole.tallying import tally
from search.whole.worth import Worth

Told = tuple[Numbers, Floats, Floats | None]
"""Places of a page, their scores, and how far each is, if that is known."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Among listings that fulfil words, filters and circle; `worth` is absent without words.

    `expecting` is told those of the page before the rest is counted.
    """

    whole: Whole
    query: Query
    parts: Sequence[Part]
    worth: Worth | None
    expecting: Expecting = nobody

    def find(self) -> Found:
        """By score, by distance or by id, as was asked."""
        query = self.query
        rows = self._rows(*self._page())
        self.expecting([row.id for row in rows])
        facets = tally(self.whole.table.values, self.parts, query.facets, query.now)
        return Found(rows, sum(len(one.places) for one in self.parts), facets)

    @property
    def _end(self) -> int:
        return self.query.offset + self.query.limit if self.query.limit else 0

    def _page(self) -> Told:
        query = self.query
        if query.reach != "wide" and query.lat is not None and query.lon is not None:
            if query.within_m is not None:
                return self._within(query.within_m)
            if query.sort == "distance":
                return self._by_distance(
                    *nearest(self.whole, self.parts, query.lat, query.lon, self._end)
                )
        if self.worth is None or not self._end:
            return self._by_id()
        parts = [scored(one, self.worth) for one in self.parts]
        return *best(self.whole, parts, query.offset, self._end), None

    def _within(self, within_m: float) -> Told:
        distances = all_distances(self.parts)
        if self.query.sort == "distance":
            return self._by_distance(all_places(self.parts), distances)
        if self.worth is None or not self._end:
            return self._by_id()
        scores = scores_of_all([scored(one, self.worth) for one in self.parts])
        scores, places = blended(scores, distances, within_m), all_places(self.parts)
        keys = (-np.round(scores, 9), distances)
        some = first(self.whole, places, keys, self.query.offset, self._end)
        return places[some], scores[some], distances[some]

    def _by_distance(self, places: Numbers, distances: Floats) -> Told:
        some = first(self.whole, places, (distances,), self.query.offset, self._end)
        return places[some], np.zeros(len(some)), distances[some]

    def _by_id(self) -> Told:
        places = all_places(self.parts)
        some = first(self.whole, places, (), self.query.offset, self._end)
        return places[some], np.zeros(len(some)), None

    def _rows(self, places: Numbers, scores: Floats, distances: Floats | None) -> Sequence[Placed]:
        table, rows = self.whole.table, self.whole.rows_at(places)
        if distances is None:
            distances = np.full(len(rows), np.inf)
            if self.query.lat is not None and self.query.lon is not None:
                distances = table.nearest_m(self.query.lat, self.query.lon, rows)
        return placed(table, rows, scores, distances)
