"""Made-up listings by the hundred thousand, like real ones of the United Kingdom; seeded.

The same count and seed give the same listings; a longer run begins with the shorter one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from random import Random
from typing import Any
from uuid import UUID, uuid5

import orjson

from benchmarks.phrases import (
    COMMON_LINES,
    HOBBIES,
    KINDS,
    ORGANIZATIONS,
    PLACE_ENDS,
    PLACE_STARTS,
    SAINTS,
    STREETS,
    Kind,
)
from places.towns import Town, read_towns
from schema.encoding import encode
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, our_term

SEED = 20_260_101
_NAMESPACE = UUID("9b1f8d5e-5a43-5b0f-8f0e-3d1f2a6c7b10")
_BIRTHDAY = date(2026, 1, 1)
_HOURS = (("09:00", "17:00"), ("10:00", "12:00"), ("13:30", "15:30"), ("18:30", "20:30"))
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
_FEATURES = ("step_free", "accessible_toilet", "hearing_loop", "accessible_parking", "bsl")
_LANGUAGES = ("pl", "ur", "pa", "bn", "ar", "cy", "so", "fa")
_AREA_OF_NATION = {"England": "E92000001", "Scotland": "S92000003", "Wales": "W92000004"}
_MOST_TOWNS = 3_000


@dataclass(frozen=True)
class _Country:
    """Where made-up listings lie: the larger the town, the more of them."""

    towns: tuple[Town, ...]
    weights: tuple[float, ...]

    @cached_property
    def cumulative(self) -> list[float]:
        total, sums = 0.0, []
        for weight in self.weights:
            total += weight
            sums.append(total)
        return sums


@cache
def _country() -> _Country:
    towns = sorted(read_towns(), key=lambda town: (-town.population, town.name))[:_MOST_TOWNS]
    return _Country(tuple(towns), tuple(max(town.population, 500) ** 0.9 for town in towns))


def towns_by_weight(random: Random) -> Town:
    """A town, the larger the likelier."""
    country = _country()
    return random.choices(country.towns, cum_weights=country.cumulative)[0]


class _Maker:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.kind_weights = [kind.weight for kind in KINDS]

    def town(self) -> Town:
        return towns_by_weight(self.random)

    def place(self) -> str:
        return self.random.choice(PLACE_STARTS) + self.random.choice(PLACE_ENDS)

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def words(self, town: Town) -> dict[str, str]:
        choose = self.random.choice
        return {
            "town": town.name,
            "other_town": self.town().name,
            "place": self.place(),
            "other_place": self.place(),
            "saint": choose(SAINTS),
            "street": f"{self.place()} {choose(STREETS)}",
            "hobby": choose(HOBBIES),
            "other_hobby": choose(HOBBIES),
            "number": str(self.random.randint(2, 9)),
            "year": str(self.random.randint(1978, 2025)),
        }


def listings(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Published services as plain dictionaries in the standard's shape, all active."""
    maker = _Maker(seed)
    for number in range(count):
        yield _listing(maker, uuid5(_NAMESPACE, f"{seed}:{number}"))


def encoded(count: int, seed: int = SEED) -> Iterator[bytes]:
    """The same listings as JSON."""
    yield from map(orjson.dumps, listings(count, seed))


def services(count: int, seed: int = SEED) -> Iterator[Service]:
    """The same listings as models."""
    yield from map(Service.model_validate_json, encoded(count, seed))


def _listing(maker: _Maker, listing_id: UUID) -> dict[str, Any]:
    kind = maker.random.choices(KINDS, maker.kind_weights)[0]
    town = maker.town()
    words = maker.words(town)
    words["organization"] = maker.random.choice(ORGANIZATIONS).format(**words)
    said: dict[str, Any] = {
        "id": str(listing_id),
        "name": maker.random.choice(kind.names).format(**words),
        "status": "active",
        "description": _description(maker, kind, words),
        "organization": {
            "id": str(uuid5(_NAMESPACE, words["organization"])),
            "name": words["organization"],
            "description": "",
        },
        "attributes": _terms(listing_id, kind),
        "sources": [
            _credit(maker, listing_id, town, number) for number in range(1 + maker.maybe(0.2))
        ],
    }
    said.update(_optional(maker))
    said.update(_where(maker, listing_id, town, words))
    return said


def _description(maker: _Maker, kind: Kind, words: dict[str, str]) -> str:
    own = maker.random.sample(kind.lines, min(len(kind.lines), maker.random.randint(2, 4)))
    common = maker.random.sample(COMMON_LINES, maker.random.randint(2, 6))
    return " ".join((*own, *common)).format(**words)


def _terms(listing_id: UUID, kind: Kind) -> list[dict[str, Any]]:
    pairs = [(CATEGORIES_TAXONOMY, kind.category), *((NEEDS_TAXONOMY, need) for need in kind.needs)]
    return [
        {
            "id": str(uuid5(listing_id, slug)),
            "link_entity": "service",
            "taxonomy_term": _term(taxonomy, slug),
        }
        for taxonomy, slug in pairs
    ]


@cache
def _term(taxonomy: str, slug: str) -> dict[str, Any]:
    said: dict[str, Any] = orjson.loads(encode(our_term(taxonomy, slug)))
    return said


def _credit(maker: _Maker, listing_id: UUID, town: Town, number: int) -> dict[str, Any]:
    source = f"{town.nation.lower().replace(' ', '_')}_{maker.random.randint(1, 40)}"
    return {
        "source_id": source,
        "title": f"Made-up directory {source}",
        "publisher": "Example Borough Council",
        "licence": "Open Government Licence v3.0",
        "record_id": str(uuid5(listing_id, f"record{number}")),
        "record_key": listing_id.hex[:8],
    }


def _optional(maker: _Maker) -> dict[str, Any]:
    choose, day = maker.random.choice, _BIRTHDAY - timedelta(days=maker.random.randint(0, 700))
    joining = (["self"], ["self", "professional"], ["professional"], ["voucher"])
    chances: tuple[tuple[str, float, Callable[[], Any]], ...] = (
        ("minimum_age", 0.4, lambda: choose((5, 8, 11, 16, 18, 50, 55, 65))),
        ("maximum_age", 0.1, lambda: choose((66, 75, 90))),
        ("free_of_charge", 0.6, lambda: maker.maybe(0.6)),
        ("joining", 0.3, lambda: choose(joining)),
        ("taking_referrals", 0.15, lambda: maker.maybe(0.8)),
        ("gender_only", 0.04, lambda: choose(("women", "men"))),
        ("information_checked", 0.7, lambda: {"on": day.isoformat(), "by": "Example Council"}),
        ("awards", 0.05, lambda: [_award(maker, day)]),
        ("languages", 0.06, lambda: [{"id": str(UUID(int=1)), "code": choose(_LANGUAGES)}]),
    )
    return {field: value() for field, share, value in chances if maker.maybe(share)}


def _award(maker: _Maker, day: date) -> dict[str, Any]:
    return {
        "id": str(UUID(int=maker.random.getrandbits(128))),
        "scheme": "Example Kite Mark",
        "scheme_version": "1",
        "level": "Checked",
        "tier": maker.random.choice(("ready", "assured", "recognised")),
        "meaning": "Made up for measuring",
        "does_not_cover": "Anything real",
        "awarded_by": "Example Voluntary Council",
        "valid_from": day.isoformat(),
        "valid_until": (day + timedelta(days=730)).isoformat(),
        "covers": "service",
    }


def _where(maker: _Maker, listing_id: UUID, town: Town, words: dict[str, str]) -> dict[str, Any]:
    chance = maker.random.random()
    if chance < 0.01:
        return {"access_modes": ["phone", "online"], "nationwide": True}
    if chance < 0.04:
        areas = [{"id": str(uuid5(listing_id, "area")), "code": _AREA_OF_NATION.get(town.nation)}]
        return {
            "access_modes": ["online"],
            "service_areas": [area for area in areas if area["code"]],
        }
    places = 1 if chance < 0.93 else maker.random.randint(2, 5)
    modes = ["in_person"] if maker.maybe(0.8) else ["in_person", "phone"]
    ties = [_tie(maker, listing_id, town, words, number) for number in range(places)]
    return {"access_modes": modes, "service_at_locations": ties}


def _tie(
    maker: _Maker, listing_id: UUID, town: Town, words: dict[str, str], number: int
) -> dict[str, Any]:
    spread = 0.006 + min(town.population, 400_000) / 8_000_000
    location_id = str(uuid5(listing_id, f"location{number}"))
    location: dict[str, Any] = {
        "id": location_id,
        "location_type": "physical",
        "latitude": round(maker.random.gauss(town.lat, spread), 6),
        "longitude": round(maker.random.gauss(town.lon, spread * 1.6), 6),
        "addresses": [_address(listing_id, town, words, number)],
    }
    if maker.maybe(0.3):
        location["accessibility"] = [
            {"id": str(uuid5(listing_id, f"{feature}{number}")), "feature": feature}
            for feature in maker.random.sample(_FEATURES, maker.random.randint(1, 3))
        ]
    tie: dict[str, Any] = {"id": str(uuid5(listing_id, f"tie{number}")), "location": location}
    if maker.maybe(0.6):
        tie["schedules"] = [_schedule(maker, listing_id, number)]
    return tie


def _address(listing_id: UUID, town: Town, words: dict[str, str], number: int) -> dict[str, str]:
    return {
        "id": str(uuid5(listing_id, f"address{number}")),
        "address_1": f"{words['place']} Hall, {words['street']}",
        "city": town.name,
        "state_province": town.nation,
        "postal_code": "ZZ99 9ZZ",
        "country": "GB",
        "address_type": "physical",
    }


def _schedule(maker: _Maker, listing_id: UUID, number: int) -> dict[str, str]:
    days = maker.random.sample(_WEEKDAYS, maker.random.choice((1, 1, 1, 2, 5)))
    if maker.maybe(0.12):
        days.append("SA")
    opens, closes = maker.random.choice(_HOURS)
    return {
        "id": str(uuid5(listing_id, f"schedule{number}")),
        "freq": "WEEKLY",
        "byday": ",".join(days),
        "opens_at": opens,
        "closes_at": closes,
    }
