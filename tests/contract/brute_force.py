"""What the right answer is, found by looking at every document in turn, with no engine's tricks."""

from collections import Counter
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import numpy as np

from search.documents import HeldAward, SearchDocument
from search.hours import DAYS
from search.query import Query
from tests.fixtures.search import SALE, document, id_of

TIERS = ("ready", "assured", "recognised")
EARTH_RADIUS_M = 6_371_008.77
WORDS = ("quorn", "plinth", "marzipan", "zebu", "trombone")
CATEGORIES = ("befriending", "library", "food-bank")
NEEDS = ("loneliness", "debt", "food")
AREAS = ("E08000009", "E08000003", "W06000015", "E92000001")
TODAY = date(2026, 11, 21).toordinal()


def documents(seed: int, size: int) -> list[SearchDocument]:
    """Documents around Sale; many say little, some stand in several places or in none."""
    random = Random(seed)
    return [_document(random, number) for number in range(size)]


def _document(random: Random, number: int) -> SearchDocument:
    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(random.sample(values, random.choice((0, 1, 1, 2)))))

    def maybe(*values: object) -> object:
        return random.choice((None, *values))

    starts = sorted(random.sample(range(10_000), random.choice((0, 1, 3))))
    return document(
        f"{random.choice(WORDS)} group {number}",
        id=id_of(random.getrandbits(27)),
        description=" ".join(random.sample(WORDS, 2)),
        points=tuple(_point(random) for _ in range(random.choice((0, 1, 1, 1, 2, 4)))),
        categories=some(CATEGORIES),
        needs=some(NEEDS),
        minimum_age=maybe(0, 18, 65),
        maximum_age=maybe(17, 70),
        open=tuple((start, start + random.randint(1, 79)) for start in starts),
        days=tuple(day for day in DAYS if random.random() < 0.2),
        evening=maybe(True, False),
        weekend=maybe(True, False),
        hours_until=maybe(TODAY - 1, TODAY, TODAY + 30),
        access_modes=some(("in_person", "phone", "online", "at_home")),
        joining=some(("self", "professional", "voucher")),
        taking_referrals=maybe(True, False),
        gender_only=maybe("women", "men"),
        free=maybe(True, False),
        personal_budget=maybe(True, False),
        languages=some(("cy", "ur", "pl")),
        accessibility=some(("step_free", "hearing_loop")),
        awards=tuple(_award(random) for _ in range(random.choice((0, 0, 1, 2)))),
        checked_on=maybe(TODAY - 5, TODAY - 400),
        sources=some(("council", "aliss")),
        areas=some(AREAS),
        nationwide=random.random() < 0.1,
    )


def _point(random: Random) -> tuple[float, float]:
    return SALE[0] + random.gauss(0, 0.08), SALE[1] + random.gauss(0, 0.13)


def _award(random: Random) -> HeldAward:
    first = TODAY + random.randint(-400, 20)
    return HeldAward(random.choice(TIERS), first, first + random.randint(0, 500))


def distance_m(one: SearchDocument, query: Query) -> float | None:
    """Metres to the nearest place, by the haversine formula written out once more."""
    if query.lat is None or query.lon is None or not one.points:
        return None
    lats, lons = np.radians(np.array(one.points)).T
    lat, lon = np.radians([query.lat, query.lon])
    half = (
        np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    )
    return float((2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))).min())


def fits(one: SearchDocument, query: Query) -> bool:
    """Whether a document answers a question, as the Protocol tells it."""
    word = query.words.strip()
    return (
        (not word or word in f"{one.name} {one.description}".split())
        and _listed(one, query)
        and _stated(one, query)
        and _aged(one, query)
        and _timed(one, query)
        and (query.tier is None or query.tier in held(one, query))
        and (query.checked_since is None or _since(one.checked_on, query.checked_since))
        and _reached(one, query)
    )


def _listed(one: SearchDocument, query: Query) -> bool:
    kinds = (
        (query.categories, one.categories),
        (query.needs, one.needs),
        (query.access_modes, one.access_modes),
        (query.joining, one.joining),
        (query.languages, one.languages),
        (query.accessibility, one.accessibility),
        (query.sources, one.sources),
    )
    return all(not asked or set(asked) & set(said) for asked, said in kinds)


def _stated(one: SearchDocument, query: Query) -> bool:
    kinds = ("taking_referrals", "gender_only", "free", "personal_budget")
    return all(getattr(query, kind) in (None, getattr(one, kind)) for kind in kinds)


def _aged(one: SearchDocument, query: Query) -> bool:
    if query.age is None:
        return True
    low, high = one.minimum_age, one.maximum_age
    said = low is not None or high is not None
    return said and (low is None or low <= query.age) and (high is None or query.age <= high)


def _timed(one: SearchDocument, query: Query) -> bool:
    if query.day is None and query.time is None and query.evening is None and query.weekend is None:
        return True
    if one.hours_until is not None and one.hours_until < today(query):
        return False
    flags = query.evening in (None, one.evening) and query.weekend in (None, one.weekend)
    if query.time is None:
        return flags and (query.day is None or query.day in one.days)
    days = DAYS if query.day is None else (query.day,)
    minutes = [DAYS.index(day) * 1440 + query.time for day in days]
    return flags and any(first <= m < end for m in minutes for first, end in one.open)


def today(query: Query) -> int:
    return query.now.astimezone(ZoneInfo("Europe/London")).date().toordinal()


def held(one: SearchDocument, query: Query) -> tuple[str, ...]:
    """The highest tier held on the day of the question, and those below it."""
    on = today(query)
    ranks = [TIERS.index(a.tier) for a in one.awards if a.first <= on <= a.last]
    return TIERS[: max(ranks) + 1] if ranks else ()


def _since(checked_on: int | None, since: date) -> bool:
    return checked_on is not None and checked_on >= since.toordinal()


def _reached(one: SearchDocument, query: Query) -> bool:
    near = _in_circle(one, query)
    covers_here = bool(set(one.areas) & set(query.areas))
    if query.serves and not (covers_here or (one.nationwide and not one.areas)):
        return False
    if query.reach == "wide":
        remote = {"online", "phone"} & set(one.access_modes) and (one.areas or not one.points)
        visits = "at_home" in one.access_modes and one.areas and not one.points
        wide = one.nationwide or "E92000001" in one.areas or remote or visits
        return bool(wide) and (covers_here or not one.areas) and not (query.within_m and near)
    if query.within_m is not None:
        return near
    return bool(one.points) or (query.reach == "all" and query.sort != "distance")


def _in_circle(one: SearchDocument, query: Query) -> bool:
    distance = distance_m(one, query)
    return distance is not None and query.within_m is not None and distance <= query.within_m


def facet_values(one: SearchDocument, facet: str, query: Query) -> tuple[str, ...]:
    """What a document counts as in a facet."""
    plural = {"category": "categories", "need": "needs", "access_mode": "access_modes"}
    plural |= {"language": "languages", "source": "sources"}
    if facet == "tier":
        return held(one, query)
    past = one.hours_until is not None and one.hours_until < today(query)
    if facet in ("evening", "weekend") and past:
        return ()
    said = getattr(one, plural.get(facet, facet))
    if isinstance(said, tuple):
        return said
    return () if said is None else (said if isinstance(said, str) else ("no", "yes")[said],)


def facet_counts(found: list[SearchDocument], facet: str, query: Query) -> dict[str, int]:
    return dict(Counter(value for one in found for value in facet_values(one, facet, query)))
