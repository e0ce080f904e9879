"""What one way of looking finds: the page, the total and the facets, exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from search.blending import blended, compared
from search.facts.columns import Numbers
from search.facts.found import Found, Placed, placed
from search.facts.table import Floats
from search.index import Expecting, nobody
from search.query import Query
from search.whole.chosen import (
    Chosen,
    Circle,
    all_distances,
    all_places,
    all_scores,
    chosen,
    within,
    without,
)
from search.whole.everywhere import Everywhere
from search.whole.nearest import nearest
from search.whole.ordering import first
from search.whole.ranking import best
from search.whole.selecting import Filters
from search.whole.state import Whole
from search.whole.tallying import Apart, tally


class _Told(NamedTuple):
    """Places of a page, their scores, and how far each is, if that is known."""

    places: Numbers
    scores: Floats
    distances: Floats | None


@dataclass(frozen=True, slots=True)
class Looking:
    """By one way, for listings that fulfil filters, in the circle of the question if it has one.

    `expecting` is told those of the page before the rest is counted.
    """

    whole: Whole
    query: Query
    everywhere: Everywhere
    filters: Filters
    expecting: Expecting = nobody

    def find(self) -> Found:
        """By score, by distance or by id, as was asked."""
        if self.query.reach == "wide" and self.everywhere.way.asked:
            return self._wide()
        some = self._some()
        rows = self._told(some)
        apart = [(one.part.segment, one.places) for one in some]
        return self._found(rows, sum(len(places) for _, places in apart), apart)

    def _wide(self) -> Found:
        """Those that need no place are ranked beforehand."""
        query, ranked = self.query, self.everywhere.wide()
        ranks = ranked.fulfilling(self.filters)
        if circle := self._circle():
            near = all_places(self._within(circle))
            ranks = ranks[~np.isin(ranked.places(ranks), near)]
        page = ranks[query.offset : query.offset + query.limit]
        counted = self.whole.apart(np.sort(ranked.places(ranks))) if query.facets else ()
        told = _Told(ranked.places(page), ranked.scores(page), None)
        return self._found(told, len(ranks), counted)

    def _found(self, told: _Told, total: int, apart: Apart) -> Found:
        rows = self._rows(told)
        self.expecting([row.id for row in rows])
        facets = tally(self.whole.table.values, apart, self.query.facets, self.query.now)
        return Found(rows, total, facets)

    def _some(self) -> Sequence[Chosen]:
        circle = self._circle()
        if circle and self.query.reach != "wide":
            return self._within(circle)
        some = [chosen(one, self.filters) for one in self.everywhere.parts()]
        if circle is None:
            return some
        return [without(*each) for each in zip(some, self._within(circle), strict=True)]

    def _within(self, circle: Circle) -> Sequence[Chosen]:
        return [within(one, circle, self.filters) for one in self.everywhere.parts()]

    def _circle(self) -> Circle | None:
        query = self.query
        if query.lat is None or query.lon is None or query.within_m is None:
            return None
        return Circle(query.lat, query.lon, query.within_m)

    @property
    def _end(self) -> int:
        return self.query.offset + self.query.limit if self.query.limit else 0

    def _told(self, some: Sequence[Chosen]) -> _Told:
        query, worded = self.query, bool(self.everywhere.way.asked and self._end)
        if query.reach != "wide" and query.lat is not None and query.lon is not None:
            if query.within_m is not None and (worded or query.sort == "distance"):
                return self._in_circle(some, query.within_m)
            if query.within_m is None and query.sort == "distance":
                near = nearest(self.whole, some, self.filters, query.lat, query.lon, self._end)
                return self._by_distance(*near)
        if not worded or query.within_m is not None:
            return self._by_id(all_places(some))
        return _Told(*best(self.whole, some, query.offset, self._end), None)

    def _in_circle(self, some: Sequence[Chosen], within_m: float) -> _Told:
        places, distances = all_places(some), all_distances(some)
        if self.query.sort == "distance":
            return self._by_distance(places, distances)
        scores = blended(all_scores(some), distances, within_m)
        at = self._first(places, -compared(scores), distances)
        return _Told(places[at], scores[at], distances[at])

    def _by_distance(self, places: Numbers, distances: Floats) -> _Told:
        at = self._first(places, distances)
        return _Told(places[at], np.zeros(len(at)), distances[at])

    def _by_id(self, places: Numbers) -> _Told:
        at = self._first(places)
        return _Told(places[at], np.zeros(len(at)), None)

    def _first(self, places: Numbers, *keys: Floats) -> Numbers:
        return first(self.whole, places, keys, self.query.offset, self._end)

    def _rows(self, told: _Told) -> Sequence[Placed]:
        table, rows, distances = self.whole.table, self.whole.rows_at(told.places), told.distances
        if distances is None:
            distances = np.full(len(rows), np.inf)
            if self.query.lat is not None and self.query.lon is not None:
                distances = table.nearest_m(self.query.lat, self.query.lon, rows)
        return placed(table, rows, told.scores, distances)
