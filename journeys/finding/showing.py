"""Hits as listings: the document of each, how far it is, and whether it serves the searcher."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import orjson

from journeys.finding.answer import Found, FoundList
from journeys.finding.place import Searcher
from journeys.finding.query import WIDE_SHOWN
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
        found = tuple(self._found(hit) for hit in page.hits if hit.id in self.stored)
        return FoundList(found, page.total - len(page.hits) + len(found), page.total_is_exact)

    def wide(self, page: Page) -> FoundList:
        """The first few of those that need no place; one with a place near stands with the near.

        The total counts these too.
        """
        hits = [self._placed(hit) for hit in page.hits if hit.id in self.stored]
        found = tuple(self._found(hit) for hit in hits if not self._is_near(hit))
        return FoundList(found[:WIDE_SHOWN], page.total, page.total_is_exact)

    def _found(self, hit: Hit) -> Found:
        body = self.stored[hit.id].body
        verdict = None
        if self.searcher:
            verdict = serves(body, self.searcher, hit.distance_m, self.within_m)
        return Found(hit.id, body, hit.distance_m, verdict, hit.matched)

    def _placed(self, hit: Hit) -> Hit:
        """The hit with its distance, which was not asked of the index."""
        body = self.stored[hit.id].body
        if self.searcher is None or HAS_A_POINT not in body:
            return hit
        return replace(hit, distance_m=_nearest_m(body, self.searcher))

    def _is_near(self, hit: Hit) -> bool:
        return hit.distance_m is not None and hit.distance_m <= self.within_m


def _nearest_m(body: bytes, searcher: Searcher) -> float | None:
    ties = orjson.loads(body).get("service_at_locations", ())
    places = (tie.get("location", {}) for tie in ties)
    distances = (
        distance_m(searcher.lat, searcher.lon, place["latitude"], place["longitude"])
        for place in places
        if "latitude" in place and "longitude" in place
    )
    return min(distances, default=None)
