"""Hits as listings: the document of each, how far it is, and whether it serves the searcher."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from journeys.finding.answer import Found, FoundList
from journeys.finding.place import Searcher
from journeys.finding.query import VISITING_SHOWN, WIDE_SHOWN
from journeys.finding.serves import serves
from journeys.stored import StoredDocument
from places.geometry import distance_m
from search.index import Hit, Page

HAS_A_POINT = b'"latitude"'


@dataclass(frozen=True, slots=True)
class Shown:
    """Turns pages of hits into lists of listings; what is no longer published is left out."""

    stored: Mapping[str, StoredDocument]
    searcher: Searcher | None
    within_m: int

    def near(self, page: Page) -> FoundList:
        """Listings found by place, or by words alone."""
        hits = [hit for hit in page.hits if hit.id in self.stored]
        found = tuple(self._found(hit, hit.distance_m) for hit in hits)
        return FoundList(found, page.total - len(page.hits) + len(found), page.total_is_exact)

    def wide(self, page: Page) -> FoundList:
        """The first few of those that need no place; one with a place near stands with the near.

        The total counts all of these too.
        """
        hits = ((hit, self._distance_m(hit)) for hit in page.hits if hit.id in self.stored)
        apart = ((hit, far) for hit, far in hits if far is None or far > self.within_m)
        found = tuple(self._found(hit, far) for hit, far in self._few(apart))
        return FoundList(found, page.total, page.total_is_exact)

    def _few(self, hits: Iterable[tuple[Hit, float | None]]) -> Iterator[tuple[Hit, float | None]]:
        """Those that are asked from home, and fewer that come there, each name once.

        Neither takes the other's place, nor a second source's telling of a service another's.
        """
        left = {False: WIDE_SHOWN, True: VISITING_SHOWN}
        seen: set[str] = set()
        for hit, far in hits:
            said = orjson.loads(self.stored[hit.id].body)
            name, visits = said["name"].casefold(), _only_visits(said)
            if left[visits] and name not in seen:
                left[visits] -= 1
                seen.add(name)
                yield hit, far

    def _found(self, hit: Hit, distance_m: float | None) -> Found:
        body = self.stored[hit.id].body
        verdict = None
        if self.searcher:
            verdict = serves(body, self.searcher, distance_m, self.within_m)
        return Found(hit.id, body, distance_m, verdict, hit.matched)

    def _distance_m(self, hit: Hit) -> float | None:
        """How far the listing is, where the index was not asked for it."""
        body = self.stored[hit.id].body
        if self.searcher is None or HAS_A_POINT not in body:
            return None
        return _nearest_m(body, self.searcher)


def _only_visits(said: Mapping[str, Any]) -> bool:
    """Whether a service comes to people's homes and cannot be had from there."""
    modes = said.get("access_modes", ())
    return "at_home" in modes and {"phone", "online"}.isdisjoint(modes)


def _nearest_m(body: bytes, searcher: Searcher) -> float | None:
    ties = orjson.loads(body).get("service_at_locations", ())
    places = (tie.get("location", {}) for tie in ties)
    distances = (
        distance_m(searcher.lat, searcher.lon, place["latitude"], place["longitude"])
        for place in places
        if "latitude" in place and "longitude" in place
    )
    return min(distances, default=None)
