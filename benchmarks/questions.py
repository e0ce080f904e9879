"""Seeded questions of the kinds that searchers ask, for measuring."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from benchmarks.listings import SEED
from benchmarks.towns import towns_by_weight
from search.query import Query

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIVE_MILES_M = 8_046.72
FACETS = ("category", "need", "access_mode", "accessibility", "source", "free")
WORDS = (
    "debt advice", "lonely", "befriending", "walking group", "memory cafe", "bereavement",
    "food bank", "fuel vouchers", "carers break", "chair exercise", "english classes", "choir",
    "computer help", "toddlers", "youth club", "warm space", "gardening", "anxiety", "library",
    "lunch club", "housing advice", "knitting", "football", "knit and natter", "pharmacy",
    "men cricket", "universal credit", "community centre cafe", "ukulele", "singing breathing",
    "volunteers visit", "stay and play", "messy play", "painting", "pilates", "talking therapy",
)  # fmt: skip
_CATEGORIES = (
    "walking", "library", "lunch-club", "social-group", "exercise-class", "food-bank",
    "parent-group", "debt-advice", "warm-space", "sports-club",
)  # fmt: skip
_NEEDS = ("loneliness", "physical-activity", "mental-health", "creativity", "food", "learning")


def questions(kind: str, count: int, seed: int = SEED) -> list[Query]:
    """`count` questions of one of KINDS, the same for the same seed."""
    random = Random(f"{kind}:{seed}")
    return [KINDS[kind](random) for _ in range(count)]


def _point(random: Random) -> tuple[float, float]:
    town = towns_by_weight(random)
    return random.gauss(town.lat, 0.01), random.gauss(town.lon, 0.015)


def _text(random: Random) -> Query:
    return Query(now=NOW, words=random.choice(WORDS), facets=FACETS)


def _text_and_radius(random: Random) -> Query:
    lat, lon = _point(random)
    words = random.choice(WORDS)
    return Query(now=NOW, words=words, lat=lat, lon=lon, within_m=FIVE_MILES_M, facets=FACETS)


def _nearest_with_filters(random: Random) -> Query:
    lat, lon = _point(random)
    return Query(
        now=NOW,
        lat=lat,
        lon=lon,
        within_m=2 * FIVE_MILES_M,
        sort="distance",
        needs=(random.choice(_NEEDS),),
        access_modes=("in_person",),
        free=random.choice((True, None)),
        facets=FACETS,
    )


def _nearest_everywhere(random: Random) -> Query:
    lat, lon = _point(random)
    category = random.choice(_CATEGORIES)
    return Query(now=NOW, lat=lat, lon=lon, sort="distance", categories=(category,), facets=FACETS)


KINDS: dict[str, Callable[[Random], Query]] = {
    "text": _text,
    "text and radius": _text_and_radius,
    "nearest with filters": _nearest_with_filters,
    "nearest everywhere": _nearest_everywhere,
}
