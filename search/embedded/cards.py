"""Cards: what the embedded index keeps of a listing, to tell its id and how far it is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from places.geometry import distance_m
from search.embedded.schema import CARD


class Card(NamedTuple):
    """In the order in which `rows.card` writes it; `points` are (lat, lon)."""

    id: str
    points: Sequence[tuple[float, float]]
    name: str
    need: str
    category: str
    organization: str
    town: str
    description: str


def read_card(searcher: Any, address: Any) -> Card:
    """The card of a row."""
    return Card(*orjson.loads(searcher.doc(address).get_first(CARD)))


def distance_to(card: Card, lat: float | None, lon: float | None) -> float | None:
    """Metres to the nearest place of a listing, if it has one and a point was given."""
    if lat is None or lon is None or not card.points:
        return None
    return min(distance_m(lat, lon, *point) for point in card.points)
