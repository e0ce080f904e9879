"""A published listing as bytes, of which some things are asked."""

from functools import cached_property
from typing import Any

import orjson

from places.geometry import distance_m

HAS_A_POINT = b'"latitude"'
SAYS_COVERAGE = (b'"service_areas"', b'"nationwide"')
Said = dict[str, Any]


class Listing:
    """The bytes are read as JSON when something in them is first asked for, and once."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    @cached_property
    def said(self) -> Said:
        """The listing as its source files have it."""
        said: Said = orjson.loads(self.body)
        return said

    @property
    def name(self) -> str:
        return str(self.said["name"])

    @property
    def only_visits(self) -> bool:
        """Whether a service comes to people's homes and cannot be had from there."""
        modes = self.said.get("access_modes", ())
        return "at_home" in modes and {"phone", "online"}.isdisjoint(modes)

    @property
    def is_nationwide(self) -> bool:
        return self._says_coverage and bool(self.said.get("nationwide"))

    @property
    def areas(self) -> list[Said]:
        """The areas that it or one of its places says it serves."""
        if not self._says_coverage:
            return []
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

    @property
    def _says_coverage(self) -> bool:
        """Whether it may state areas; most say nothing of them, and are not read for it."""
        return any(key in self.body for key in SAYS_COVERAGE)
