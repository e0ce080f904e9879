"""Reading the cards of the embedded index: a listing's id, its words and how far it is."""

from collections.abc import Sequence
from typing import Any

import orjson

from places.geometry import distance_m
from search.cards import Card
from search.embedded.schema import CARD


def read_card(searcher: Any, address: Any) -> Card:
    """The card of a row."""
    return Card(*orjson.loads(searcher.doc(address).get_first(CARD)))


def distance_to(
    points: Sequence[tuple[float, float]], lat: float | None, lon: float | None
) -> float | None:
    """Metres to the nearest of a listing's places, if it has one and a point was given."""
    if lat is None or lon is None or not points:
        return None
    return min(distance_m(lat, lon, *point) for point in points)
