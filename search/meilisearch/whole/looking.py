"""What one way of looking finds: the page, the total and the facets, exact."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.blending import blended
from search.index import Query
from search.meilisearch.columns import Numbers
from search.meilisearch.found import Found, Placed
from search.meilisearch.table import Floats
from search.meilisearch.whole.nearest import nearest
from search.meilisearch.whole.ordering import Keys, first
from search.meilisearch.whole.pool import MOST_SCORED, likeliest
from search.meilisearch.whole.selecting import around
from search.meilisearch.whole.state import Truths, Whole
from search.meilisearch.whole.tallying import tally
from search.meilisearch.whole.worth import Worth


@dataclass(frozen=True, slots=True)
class Looking:
    """Among listings that fulfil words and filters; `worth` is absent without words."""

    whole: Whole
    query: Query
    fulfilling: Truths
    worth: Worth | None

    def find(self) -> Found:
        """By score, by distance or by id, as was asked."""
        query = self.query
        if query.lat is None or query.lon is None:
            return self._anywhere(self.fulfilling)
        if query.reach == "wide":
            return self._anywhere(self._without_near(query.lat, query.lon))
        if query.within_m is not None:
            return self._within(query.lat, query.lon, query.within_m)
        if query.sort == "distance":
            return self._nearest(query.lat, query.lon)
        return self._anywhere(self.fulfilling)

    @property
    def _end(self) -> int:
        return self.query.offset + self.query.limit if self.query.limit else 0

    def _without_near(self, lat: float, lon: float) -> Truths:
        """What "wide" leaves is not in the circle."""
        if self.query.within_m is None:
            return self.fulfilling
        near, _ = around(self.whole, self.fulfilling, lat, lon, self.query.within_m)
        found = self.fulfilling.copy()
        found[near] = False
        return found

    def _anywhere(self, fulfilling: Truths) -> Found:
        places = np.flatnonzero(fulfilling)
        return self._told(places, self._best(places, None), None)

    def _within(self, lat: float, lon: float, within_m: float) -> Found:
        places, distances = around(self.whole, self.fulfilling, lat, lon, within_m)
        if self.query.sort == "distance":
            some = first(self.whole, places, (distances,), self.query.offset, self._end)
            return self._told(places, (places[some], np.zeros(len(some))), distances[some])
        return self._told(places, self._best(places, distances), None)

    def _nearest(self, lat: float, lon: float) -> Found:
        places = np.flatnonzero(self.fulfilling)
        some, distances = nearest(self.whole, self.fulfilling, places, lat, lon, self._end)
        order = first(self.whole, some, (distances,), self.query.offset, self._end)
        return self._told(places, (some[order], np.zeros(len(order))), distances[order])

    def _best(self, places: Numbers, distances: Floats | None) -> tuple[Numbers, Floats]:
        """The page of the best of all at these places, and their scores."""
        if self.worth is None or not self._end:
            some = first(self.whole, places, (), self.query.offset, self._end)
            return places[some], np.zeros(len(some))
        if len(places) <= MOST_SCORED:
            return self._ranked(self.worth, places, distances)
        likely = likeliest(self.whole, self.worth, places, distances)
        near = None if distances is None else distances[likely]
        found, scores = self._ranked(self.worth, places[likely], near)
        others = np.delete(places, likely)
        rest = (max(self.query.offset - len(likely), 0), max(self._end - len(likely), 0))
        further = others[first(self.whole, others, (), *rest)]
        return np.concatenate((found, further)), np.append(scores, np.zeros(len(further)))

    def _ranked(
        self, worth: Worth, places: Numbers, distances: Floats | None
    ) -> tuple[Numbers, Floats]:
        scores, keys = worth.scores(places), list[Floats]()
        if distances is not None and self.query.within_m is not None:
            scores = blended(scores, distances, self.query.within_m)
            keys = [distances]
        ordered: Keys = (-np.round(scores, 9), *keys)
        some = first(self.whole, places, ordered, self.query.offset, self._end)
        return places[some], scores[some]

    def _told(
        self, all_places: Numbers, page: tuple[Numbers, Floats], distances: Floats | None
    ) -> Found:
        rows = self._rows(*page, distances)
        facets = tally(self.whole, all_places, self.query.facets, self.query.now)
        return Found(rows, len(all_places), facets)

    def _rows(self, places: Numbers, scores: Floats, distances: Floats | None) -> Sequence[Placed]:
        table, rows = self.whole.table, self.whole.rows_at(places)
        if distances is None:
            distances = np.full(len(rows), np.inf)
            if self.query.lat is not None and self.query.lon is not None:
                distances = table.nearest_m(self.query.lat, self.query.lon, rows)
        told = zip(rows.tolist(), scores.tolist(), distances.tolist(), strict=True)
        return [
            Placed(table.id_of(row), table.fingers[row], score, far if far < np.inf else None)
            for row, score, far in told
        ]
