"""Listings around a point: what a circle holds, all of it read while its box holds few."""

from dataclasses import dataclass, replace

import numpy as np

from search.blending import blended
from search.facts.found import Found
from search.facts.some import Some
from search.facts.table import Floats
from search.meilisearch import shape
from search.meilisearch.asker import Asker, Question
from search.meilisearch.asking import all_of, around, wanted
from search.meilisearch.counting import count
from search.meilisearch.fetching import all_listings, every
from search.meilisearch.held import spread
from search.meilisearch.ranked import Ranked
from search.meilisearch.scoring import Scorer
from search.query import Query

_MOST_SHARE, _SHARE_M = 0.08, 8_000.0
"""What share of all listings a crowded city may have within so many metres."""

_CORNERS, _SURELY = 1.3, 1.5
"""How much more a box holds than its circle, and what a sample may be wrong by."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Where is looked, and for what: `clause` is words and filters, `filters` these alone.

    No more than `most` listings of all places fulfil it, if that is known. `lasting` says that the
    clause tells nothing of who asks, so that what is learnt of it may be remembered.
    """

    asker: Asker
    query: Query
    clause: str
    filters: str
    scorer: Scorer
    worded: bool
    most: int | None = None
    lasting: bool = False

    @property
    def lat(self) -> float:
        assert self.query.lat is not None
        return self.query.lat

    @property
    def lon(self) -> float:
        assert self.query.lon is not None
        return self.query.lon

    @property
    def anywhere(self) -> str:
        """The filters, but for the areas of who asks."""
        return all_of(wanted(replace(self.query, areas=())))

    @property
    def end(self) -> int:
        return self.query.offset + self.query.limit

    def box(self, within_m: float, clause: str | None = None) -> str:
        """The filter for what of a clause may be within so many metres."""
        return all_of((clause or self.clause, around(self.lat, self.lon, within_m)))

    def spread(self) -> Floats | None:
        """Metres to a sample of all listings, the nearest first, if enough are known."""
        return spread(self.asker.held, self.lat, self.lon)

    def placed(self, some: Some, within_m: float) -> Ranked:
        """Those of the listings that are within so many metres, scored if words decide."""
        distances = some.nearest_m(self.lat, self.lon)
        inside = np.flatnonzero(distances <= within_m)
        found = some.at(inside)
        ranks = self.worded and self.query.sort == "relevance"
        scores = self.scorer.scores(found) if ranks else np.zeros(len(inside))
        return Ranked(found, scores, distances[inside])

    def ordered(self, placed: Ranked, within_m: float) -> Ranked:
        """Nearest first, or best first, ties nearest first; without words by id."""
        if self.query.sort == "distance":
            return placed.nearest_first()
        if not self.worded:
            return placed.by_id()
        scores = blended(placed.scores, placed.distances_m, within_m)
        return placed.scored(scores).best_first()


def whole(circle: Circle, within_m: float) -> tuple[int, Some | None]:
    """How many a circle's box holds, and which; None where they are more than are read.

    They are asked for at once where they are likely to be few, else counted first: of too many
    the engine would collect in vain.
    """
    asker, box = circle.asker, circle.box(within_m)
    answer, *anywhere = asker.ask(asked_first(circle, within_m))
    held: int = answer["estimatedTotalHits"]
    for one in anywhere:
        asker.known.counted[(circle.clause,)] = one["estimatedTotalHits"], {}
    if held > shape.MOST_FACTS:
        return held, None
    told = "facetDistribution" in answer
    return held, asker.listings_in([answer]) if told else all_listings(asker, box, held)


def asked_first(circle: Circle, within_m: float) -> list[Question]:
    """What is asked of a circle: its listings, or how many its box holds.

    How many fulfil the clause anywhere is asked with it where that may be remembered.
    """
    box = circle.box(within_m)
    if _likely(circle, within_m) <= shape.MOST_FACTS:
        return [every(box)]
    remembers = circle.most is None and circle.lasting
    return [{"filter": one, "limit": 0} for one in ((box, circle.clause) if remembers else (box,))]


def _likely(circle: Circle, within_m: float) -> float:
    """How many the box may hold."""
    known = circle.asker.known
    most = circle.most
    if most is None and (circle.clause,) in known.counted:
        most = known.counted[circle.clause,][0]
    if most is None:
        most = known.listings or known.roughly
    if most is None:
        return np.inf
    crowded = most * min(1.0, _MOST_SHARE * (within_m / _SHARE_M) ** 2)
    distances = None if crowded <= shape.MOST_FACTS else circle.spread()
    if distances is None:
        return crowded
    near = int(np.searchsorted(distances, within_m * _CORNERS))
    return most * (near + 1) / len(distances) * _SURELY


def read(circle: Circle, within_m: float, some: Some) -> Found:
    """What a circle holds, its box having been read: exact."""
    query = circle.query
    placed = circle.placed(some, within_m)
    rows = circle.ordered(placed, within_m).page(query.offset, circle.end) if query.limit else []
    return Found(rows, len(placed), count(placed.some, query.facets, query.now))
