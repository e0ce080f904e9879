"""The nearest of many listings: a guess from what is known of places, then boxes counted."""

from collections.abc import Iterator

from places.geometry import RINGS_M
from search.meilisearch import shape
from search.meilisearch.circle import Circle
from search.meilisearch.fetching import MOST_FETCHED, all_listings, some_of
from search.meilisearch.ranked import Ranked

_FARTHEST_M = 20_100_000.0
_FEWEST_AROUND = 300
_STEPS = 6
_MOST_GUESSED = 300
_SPARE, _FEWEST_OF_SAMPLE = 3, 6


def nearest(circle: Circle, within_m: float | None, total: int) -> Ranked:
    """The `end` nearest listings of all `total`, nearest first, ties by id.

    Boxes are counted first and only one is read that holds enough and not many more; where
    its corners hide that the circle holds too few, the next larger.
    """
    limit_m = _FARTHEST_M if within_m is None else within_m
    guessed = _guessed(circle, limit_m, total)
    if guessed is not None:
        return guessed
    if total > shape.MOST_FACTS:
        for radius, held in _enough(circle, limit_m, total):
            found = _read(circle, radius, held)
            if len(found) >= circle.end or radius >= limit_m:
                return found
    return _read(circle, limit_m, total)


def _guessed(circle: Circle, limit_m: float, total: int) -> Ranked | None:
    """The nearest, from a box which by what is known should hold enough and few more."""
    distances = circle.spread()
    if distances is None or not total:
        return None
    wanted = _SPARE * (circle.end + 10) / total * len(distances)
    at = max(int(wanted), _FEWEST_OF_SAMPLE)
    if at >= len(distances) or distances[at] >= limit_m:
        return None
    radius = float(distances[at])
    answers = circle.asker.ask([some_of(circle.box(radius), _MOST_GUESSED)])
    if not circle.end <= answers[0]["estimatedTotalHits"] <= _MOST_GUESSED:
        return None
    found = circle.placed(circle.asker.listings_in(answers), radius)
    return circle.ordered(found, radius) if len(found) >= circle.end else None


def _read(circle: Circle, radius: float, held: int) -> Ranked:
    clause = circle.clause if radius >= _FARTHEST_M else circle.box(radius)
    return circle.ordered(circle.placed(all_listings(circle.asker, clause, held), radius), radius)


def _enough(circle: Circle, limit_m: float, total: int) -> list[tuple[float, int]]:
    """Radii whose boxes hold enough, with what they hold, the smallest first."""
    rings = [float(ring) for ring in RINGS_M if ring < limit_m]
    held = [0, *circle.asker.counts([circle.box(ring) for ring in rings]), total]
    rings = [0.0, *rings, limit_m]
    at = next((at for at, some in enumerate(held) if some >= circle.end and at), len(rings) - 1)
    larger = list(zip(rings[at:], held[at:], strict=True))
    if held[at] <= _FEWEST_AROUND:
        return larger
    smaller = list(_between(max(rings[at - 1], rings[at] / 64), rings[at]))
    counted = zip(smaller, circle.asker.counts([circle.box(r) for r in smaller]), strict=True)
    finer = [(radius, some) for radius, some in counted if some >= max(circle.end, 1)]
    return [*finer, *((radius, min(some, MOST_FETCHED)) for radius, some in larger)]


def _between(low: float, high: float) -> Iterator[float]:
    step = (high / low) ** (1 / _STEPS)
    return (low * step**number for number in range(1, _STEPS))
