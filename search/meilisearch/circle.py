"""Listings around a point: exact while few are in the box, by ever smaller boxes where many are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from places.geometry import RINGS_M
from search.blending import blended
from search.index import Query
from search.meilisearch import shape
from search.meilisearch.asking import all_of, around
from search.meilisearch.classes import disjoint
from search.meilisearch.facets import Tally, scaled
from search.meilisearch.facts import Fact, count, nearest_m
from search.meilisearch.fetching import (
    MOST_FETCHED,
    all_facts,
    facts_of,
    facts_with,
    first,
    without,
)
from search.meilisearch.found import NOTHING, Found, Placed
from search.meilisearch.scoring import Scorer
from search.meilisearch.state import Asker

_MOST_SHARE, _SHARE_M = 0.08, 8_000.0
"""What share of all listings a crowded city may have within so many metres."""

_FARTHEST_M = 20_100_000.0
_FEWEST_AROUND = 300
_OF_EACH_CLASS = 60
_SAMPLE = 200
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Circle:
    """Where is looked, and for what: `clause` is words and filters.

    No more than `most` listings of all places fulfil it, if that is known.
    """

    asker: Asker
    query: Query
    clause: str
    scorer: Scorer
    worded: bool
    most: int | None = None

    @property
    def lat(self) -> float:
        assert self.query.lat is not None
        return self.query.lat

    @property
    def lon(self) -> float:
        assert self.query.lon is not None
        return self.query.lon

    @property
    def end(self) -> int:
        return self.query.offset + self.query.limit

    def box(self, within_m: float) -> str:
        """The filter for what may be within so many metres."""
        return all_of((self.clause, around(self.lat, self.lon, within_m)))

    def placed(self, facts: Sequence[Fact], within_m: float) -> list[Placed]:
        """Those of the facts that are within so many metres, scored if words decide."""
        distances = nearest_m(self.lat, self.lon, facts)
        inside = np.flatnonzero(distances <= within_m).tolist()
        score = self.scorer.score if self._ranked else _no_score
        return [Placed(facts[at], score(facts[at]), float(distances[at])) for at in inside]

    @property
    def _ranked(self) -> bool:
        return self.worded and self.query.sort == "relevance"

    def ordered(self, placed: Sequence[Placed], within_m: float) -> list[Placed]:
        """Nearest first, or best first, ties nearest first; without words by id."""
        if self.query.sort == "distance":
            return sorted(placed, key=lambda one: (one.distance_m, one.fact.id))
        if not self._ranked:
            return sorted(placed, key=lambda one: one.fact.id)
        return sorted(
            _blended(placed, within_m), key=lambda o: (-round(o.score, 9), o.distance_m, o.fact.id)
        )


def _no_score(_: Fact) -> float:
    return 0.0


def _blended(placed: Sequence[Placed], within_m: float) -> Iterator[Placed]:
    scores = np.array([one.score for one in placed], np.float64)
    distances = np.array([one.distance_m for one in placed], np.float64)
    for one, score in zip(placed, blended(scores, distances, within_m).tolist(), strict=True):
        yield one._replace(score=score)


def within(circle: Circle, within_m: float) -> Found:
    """What a circle holds: all of it counted while its box holds no more than MOST_FACTS."""
    held, facts = _looked(circle, within_m)
    if not held:
        return NOTHING
    if held > shape.MOST_FACTS:
        return _crowded(circle, within_m, held)
    query = circle.query
    if facts is None:
        facts = all_facts(circle.asker, circle.box(within_m), held)
    placed = circle.placed(facts, within_m)
    rows = circle.ordered(placed, within_m)[query.offset : circle.end] if query.limit else []
    counts = count((one.fact for one in placed), query.facets, query.now)
    return Found(rows, len(placed), counts)


def _looked(circle: Circle, within_m: float) -> tuple[int, list[Fact] | None]:
    """How many the box holds; their facts too where they are likely to be few."""
    box = circle.box(within_m)
    share = min(1.0, _MOST_SHARE * (within_m / _SHARE_M) ** 2)
    if circle.most is None or circle.most * share > shape.MOST_FACTS:
        return circle.asker.counts([box])[0], None
    (answer,) = circle.asker.ask([{"filter": box, "limit": 0, "facets": [shape.FACT]}])
    return answer["estimatedTotalHits"], facts_with(answer)


def _crowded(circle: Circle, within_m: float, held: int) -> Found:
    """The first of what a circle holds; the total and the facets are estimates.

    The engine counts all of the box. How much of it is in the circle is told by the first of the
    box in the order of ids, which have nothing to do with places.
    """
    query, box = circle.query, circle.box(within_m)
    tally = Tally(box, query.facets, query.now)
    *counted, sampled = circle.asker.ask([*tally.questions, first(box, _SAMPLE)])
    total, facets = tally.read(counted)
    sample = facts_of(sampled)
    inside = nearest_m(circle.lat, circle.lon, sample) <= within_m
    share = float(inside.mean()) if sample else 0.0
    rows = _first_of(circle, within_m, held, sample)
    return Found(rows, round(total * share), scaled(facets, share), exact=False)


def _first_of(circle: Circle, within_m: float, held: int, sample: Sequence[Fact]) -> list[Placed]:
    query = circle.query
    if not query.limit:
        return []
    if query.sort == "distance":
        return nearest(circle, within_m, held)[query.offset : circle.end]
    if not circle.worded:
        return _by_id(circle, within_m, circle.box(within_m), held, circle.end)[query.offset :]
    pool = circle.ordered(_pool(circle, within_m, held, sample), within_m)
    if circle.end <= len(pool):
        return pool[query.offset : circle.end]
    beyond = without(circle.box(within_m), [one.fact.id for one in pool])
    rest = _by_id(circle, within_m, beyond, held, circle.end - len(pool))
    return [*pool, *rest][query.offset : circle.end]


def _by_id(circle: Circle, within_m: float, clause: str, held: int, end: int) -> list[Placed]:
    """The first `end` in the circle by the order of ids."""
    limit = min(2 * end + 50, held)
    while True:
        (answer,) = circle.asker.ask([first(clause, limit)])
        found = facts_of(answer)
        placed = circle.placed(found, within_m)
        if len(placed) >= end or len(found) < limit or limit >= held:
            return circle.ordered(placed, within_m)[:end]
        limit = min(limit * 8, held)


def _pool(circle: Circle, within_m: float, held: int, sample: Sequence[Fact]) -> list[Placed]:
    """Those among which the best are: all that are near, and the likeliest of the whole box."""
    some = within_m * sqrt(shape.MOST_FACTS * 0.6 / held)
    radii = [some, some / 2, some / 4, some / 16]
    box = circle.box(within_m)
    clauses = disjoint(box, circle.scorer.classes())[:-1]
    asked = [{"filter": circle.box(radius), "limit": 0} for radius in radii]
    told = circle.asker.ask([*asked, *(first(one, _OF_EACH_CLASS) for one in clauses)])
    found = (fact for answer in told[len(radii) :] for fact in facts_of(answer))
    known = {fact.id: fact for fact in (*sample, *found)}
    for radius, answer in zip(radii, told, strict=False):
        if 0 < answer["estimatedTotalHits"] <= shape.MOST_FACTS:
            near = all_facts(circle.asker, circle.box(radius), answer["estimatedTotalHits"])
            known |= {fact.id: fact for fact in near}
            break
    return circle.placed(list(known.values()), within_m)


def nearest(circle: Circle, within_m: float | None, total: int) -> list[Placed]:
    """The `end` nearest listings of all `total`, nearest first, ties by id.

    Boxes are counted first and only one is fetched that holds enough and not many more; where
    its corners hide that the circle holds too few, the next larger.
    """
    limit_m = _FARTHEST_M if within_m is None else within_m
    if total <= shape.MOST_FACTS:
        return _fetched(circle, limit_m, total)[: circle.end]
    for radius, held in _enough(circle, limit_m, total):
        found = _fetched(circle, radius, held)
        if len(found) >= circle.end or radius >= limit_m:
            return found[: circle.end]
    return _fetched(circle, limit_m, total)[: circle.end]


def _fetched(circle: Circle, radius: float, held: int) -> list[Placed]:
    clause = circle.clause if radius >= _FARTHEST_M else circle.box(radius)
    return circle.ordered(circle.placed(all_facts(circle.asker, clause, held), radius), radius)


def _enough(circle: Circle, limit_m: float, total: int) -> list[tuple[float, int]]:
    """Radii whose boxes hold enough, with what they hold, the smallest first."""
    rings = [float(ring) for ring in RINGS_M if ring < limit_m]
    held = [0, *circle.asker.counts([circle.box(ring) for ring in rings]), total]
    rings = [0.0, *rings, limit_m]
    at = next((at for at, some in enumerate(held) if some >= circle.end and at), len(rings) - 1)
    larger = list(zip(rings[at:], held[at:], strict=True))
    if held[at] <= _FEWEST_AROUND:
        return larger
    smaller = _between(max(rings[at - 1], rings[at] / 64), rings[at])
    counted = zip(smaller, circle.asker.counts([circle.box(r) for r in smaller]), strict=True)
    finer = [(radius, some) for radius, some in counted if some >= max(circle.end, 1)]
    return [*finer, *((radius, min(some, MOST_FETCHED)) for radius, some in larger)]


def _between(low: float, high: float) -> list[float]:
    step = (high / low) ** (1 / _STEPS)
    return [low * step**number for number in range(1, _STEPS)]
