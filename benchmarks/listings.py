"""Made-up listings by the hundred thousand, like real ones of the United Kingdom; seeded.

The same count and seed give the same listings; a longer run begins with the shorter one.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid5

import orjson

from benchmarks.maker import Maker
from benchmarks.phrases import COMMON_LINES, KINDS, ORGANIZATIONS, Kind
from benchmarks.whereabouts import where
from places.towns import Town
from schema.encoding import encode
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, our_term

SEED = 20_260_101
_NAMESPACE = UUID("9b1f8d5e-5a43-5b0f-8f0e-3d1f2a6c7b10")
_BIRTHDAY = date(2026, 1, 1)
_LANGUAGES = ("pl", "ur", "pa", "bn", "ar", "cy", "so", "fa")


def listings(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Published services as plain dictionaries in the standard's shape, all active."""
    maker = Maker(seed)
    for number in range(count):
        yield _listing(maker, uuid5(_NAMESPACE, f"{seed}:{number}"))


def encoded(count: int, seed: int = SEED) -> Iterator[bytes]:
    """The same listings as JSON."""
    yield from map(orjson.dumps, listings(count, seed))


def services(count: int, seed: int = SEED) -> Iterator[Service]:
    """The same listings as models."""
    yield from map(Service.model_validate_json, encoded(count, seed))


def _listing(maker: Maker, listing_id: UUID) -> dict[str, Any]:
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
    said.update(where(maker, listing_id, town, words))
    return said


def _description(maker: Maker, kind: Kind, words: dict[str, str]) -> str:
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


def _credit(maker: Maker, listing_id: UUID, town: Town, number: int) -> dict[str, Any]:
    source = f"{town.nation.lower().replace(' ', '_')}_{maker.random.randint(1, 40)}"
    return {
        "source_id": source,
        "title": f"Made-up directory {source}",
        "publisher": "Example Borough Council",
        "licence": "Open Government Licence v3.0",
        "record_id": str(uuid5(listing_id, f"record{number}")),
        "record_key": listing_id.hex[:8],
    }


def _optional(maker: Maker) -> dict[str, Any]:
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


def _award(maker: Maker, day: date) -> dict[str, Any]:
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
