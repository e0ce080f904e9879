"""Reading the facts of rows of the embedded index, and how far a listing is."""

from collections.abc import Sequence
from typing import Any

from places.geometry import distance_m
from search.embedded.schema import SAID
from search.facts.fact import Fact, read_fact


def said_by(searcher: Any, address: Any) -> bytes:
    """What a row keeps: the fact of its listing, or the words of a note."""
    said: bytes = searcher.doc(address).get_first(SAID)
    return said


def fact_of(searcher: Any, address: Any) -> Fact:
    """The fact of a row's listing."""
    return read_fact(said_by(searcher, address))


def distance_to(
    points: Sequence[tuple[float, float]], lat: float | None, lon: float | None
) -> float | None:
    """Metres to the nearest of a listing's places, if it has one and a point was given."""
    if lat is None or lon is None or not points:
        return None
    return min(distance_m(lat, lon, *point) for point in points)
