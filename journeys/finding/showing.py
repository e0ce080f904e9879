"""Hits as listings: the document of each, how far it is, and whether it serves the searcher."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from journeys.finding.answer import Found, FoundList
from journeys.finding.listing import Listing
from journeys.finding.place import Searcher
from journeys.finding.query import VISITING_SHOWN, WIDE_SHOWN
from journeys.finding.serves import serves
from search.answers import Hit, Page


@dataclass(frozen=True, slots=True)
class Shown:
    """Turns pages of hits into lists of listings; what is no longer published is left out."""

    listings: Mapping[str, Listing]
    searcher: Searcher | None
    within_m: int

    def near(self, page: Page) -> FoundList:
        """Listings found by place, or by words alone."""
        hits = [hit for hit in page.hits if hit.id in self.listings]
        found = tuple([self._found(hit, hit.distance_m) for hit in hits])
        return FoundList(found, page.total - len(page.hits) + len(found), page.total_is_exact)

    def wide(self, page: Page) -> FoundList:
        """The first few of those that need no place; one with a place near stands with the near.

        The total counts all of these too.
        """
        hits = (hit for hit in page.hits if hit.id in self.listings)
        found = tuple([self._found(hit, far) for hit, far in self._few(hits)])
        return FoundList(found, page.total, page.total_is_exact)

    def _few(self, hits: Iterable[Hit]) -> Iterator[tuple[Hit, float | None]]:
        """Those that are asked from home, and fewer that come there, each name once.

        Neither takes the other's place, nor a second source's telling of a service another's. The
        distance comes last: a listing has to be read for it.
        """
        left = {False: WIDE_SHOWN, True: VISITING_SHOWN}
        seen: set[str] = set()
        for hit in hits:
            listing = self.listings[hit.id]
            visits = listing.only_visits
            if left[visits] and (name := listing.name.casefold()) not in seen:
                far = self._distance_m(hit)
                if far is None or far > self.within_m:
                    left[visits] -= 1
                    seen.add(name)
                    yield hit, far
            if not any(left.values()):
                return

    def _found(self, hit: Hit, distance_m: float | None) -> Found:
        listing, verdict = self.listings[hit.id], None
        if self.searcher:
            verdict = serves(listing, self.searcher, distance_m, self.within_m)
        return Found(hit.id, listing.body, distance_m, verdict, hit.matched)

    def _distance_m(self, hit: Hit) -> float | None:
        """How far the listing is, where the index was not asked for it."""
        if self.searcher is None:
            return None
        return self.listings[hit.id].distance_m(self.searcher.lat, self.searcher.lon)
