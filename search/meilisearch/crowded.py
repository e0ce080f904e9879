"""A circle whose box holds more than is read: counts by estimate, and the best of the likeliest."""

from math import sqrt

from search.facts.found import Found, Placed
from search.facts.some import Some
from search.meilisearch import shape
from search.meilisearch.asker import Question
from search.meilisearch.circle import Circle
from search.meilisearch.facets import Tally, scaled
from search.meilisearch.fetching import every, first, some_of, without
from search.meilisearch.nearest import nearest
from search.meilisearch.ranked import Ranked

_OF_EACH_CLASS = 60
_SAMPLE = 200


def crowded(circle: Circle, within_m: float, held: int) -> Found:
    """The first of what a circle holds; the total and the facets are estimates.

    The engine counts all of the box. How much of it is in the circle is told by the first of the
    box in the order of ids, which have nothing to do with places.
    """
    query, box = circle.query, circle.box(within_m)
    tally = Tally(box, query.facets, query.now)
    if query.limit and circle.worded and query.sort == "relevance":
        circle.asker.foresee(_asked_of_pool(circle, within_m, held))
    *counted, sampled = circle.asker.ask([*tally.questions, first(box, _SAMPLE)])
    total, facets = tally.read(counted)
    sample = circle.asker.listings_in([sampled])
    inside = sample.nearest_m(circle.lat, circle.lon) <= within_m
    share = float(inside.mean()) if len(inside) else 0.0
    rows = _first_of(circle, within_m, held, sample)
    return Found(rows, round(total * share), scaled(facets, share), exact=False)


def _first_of(circle: Circle, within_m: float, held: int, sample: Some) -> list[Placed]:
    query = circle.query
    if not query.limit:
        return []
    if query.sort == "distance":
        return nearest(circle, within_m, held).page(query.offset, circle.end)
    if not circle.worded:
        box = circle.box(within_m)
        return _by_id(circle, within_m, box, held, circle.end).page(query.offset, circle.end)
    pool = circle.ordered(_pool(circle, within_m, held, sample), within_m)
    if circle.end <= len(pool):
        return pool.page(query.offset, circle.end)
    beyond = without(circle.box(within_m), pool.some.ids())
    rest = _by_id(circle, within_m, beyond, held, circle.end - len(pool))
    both = [*pool.page(0, circle.end), *rest.page(0, circle.end)]
    return both[query.offset : circle.end]


def _by_id(circle: Circle, within_m: float, clause: str, held: int, end: int) -> Ranked:
    """The first `end` in the circle by the order of ids, and perhaps some more."""
    limit = min(2 * end + 50, held)
    while True:
        found = circle.asker.listings_in(circle.asker.ask([first(clause, limit)]))
        placed = circle.placed(found, within_m)
        if len(placed) >= end or len(found.rows) < limit or limit >= held:
            return placed.by_id()
        limit = min(limit * 8, held)


def _pool(circle: Circle, within_m: float, held: int, sample: Some) -> Ranked:
    """Those among which the best are: all that are near, and the likeliest of the whole box."""
    asker, radii = circle.asker, _radii(within_m, held)
    fingers = [sample.table.fingers[row] for row in sample.rows.tolist()]
    told = asker.ask(_asked_of_pool(circle, within_m, held))
    answers = [{"hits": [{shape.FINGER: one} for one in fingers]}, *told[len(radii) :]]
    for radius, answer in zip(radii, told, strict=False):
        if 0 < answer["estimatedTotalHits"] <= shape.MOST_FACTS:
            answers += asker.ask([every(circle.box(radius))])
            break
    return circle.placed(asker.listings_in(answers), within_m)


def _radii(within_m: float, held: int) -> list[float]:
    """Within one of these there should be some, but not too many."""
    some = within_m * sqrt(shape.MOST_FACTS * 0.6 / held)
    return [some, some / 2, some / 4, some / 16]


def _asked_of_pool(circle: Circle, within_m: float, held: int) -> list[Question]:
    box = circle.box(within_m)
    near = ({"filter": circle.box(radius), "limit": 0} for radius in _radii(within_m, held))
    classes = circle.scorer.classes(box, circle.box(within_m, circle.filters))
    return [*near, *(some_of(one, _OF_EACH_CLASS) for one in classes)]
