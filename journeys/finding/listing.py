"""A published listing as bytes, of which some things are asked."""

import re
from typing import Any

import orjson

from places.geometry import distance_m

HAS_A_POINT = b'"latitude"'
COMES_HOME = b'"at_home"'
SAYS_AREAS, SAYS_NATIONWIDE = b'"service_areas"', b'"nationwide"'
NAMED = re.compile(rb'\{"id":"[0-9a-f-]+","name":("[^"\\]*(?:\\.[^"\\]*)*")', re.DOTALL)
"""How a document begins; its name can be read alone."""
Said = dict[str, Any]


class Listing:
    """The bytes are read as JSON when something in them is first asked for, and once."""

    __slots__ = ("_said", "body")

    def __init__(self, body: bytes) -> None:
        self.body = body
        self._said: Said | None = None

    @property
    def said(self) -> Said:
        """The listing as its source files have it."""
        if self._said is None:
            self._said = orjson.loads(self.body)
        return self._said

    @property
    def name(self) -> str:
        begun = NAMED.match(self.body)
        return str(orjson.loads(begun[1]) if begun else self.said["name"])

    @property
    def only_visits(self) -> bool:
        """Whether a service comes to people's homes and cannot be had from there."""
        if COMES_HOME not in self.body:
            return False
        modes = self.said.get("access_modes", ())
        return "at_home" in modes and {"phone", "online"}.isdisjoint(modes)

    @property
    def says_coverage(self) -> bool:
        """Whether it may state areas; most say nothing of them, and are not read for it."""
        return SAYS_AREAS in self.body or SAYS_NATIONWIDE in self.body

    @property
    def is_nationwide(self) -> bool:
        return bool(self.said.get("nationwide"))

    @property
    def areas(self) -> list[Said]:
        """The areas that it or one of its places says it serves."""
        stated = list(self.said.get("service_areas", ()))
        for at_location in self._at_locations:
            stated.extend(at_location.get("service_areas", ()))
        return stated

    def distance_m(self, lat: float, lon: float) -> float | None:
        """Metres to its nearest place, if it has one."""
        if HAS_A_POINT not in self.body:
            return None
        places = (tie.get("location", {}) for tie in self._at_locations)
        distances = (
            distance_m(lat, lon, place["latitude"], place["longitude"])
            for place in places
            if "latitude" in place and "longitude" in place
        )
        return min(distances, default=None)

    @property
    def _at_locations(self) -> list[Said]:
        ties: list[Said] = self.said.get("service_at_locations", [])
        return ties
