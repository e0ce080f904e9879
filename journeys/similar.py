"""Listings like one: of the same category, or else for the same need, in its neighbourhood."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from journeys.finding.answer import Found
from journeys.showing import show
from journeys.stored import Documents
from runtime.clock import Clock
from schema.encoding import decode
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, codes
from search.answers import Hit
from search.index import SearchIndex
from search.query import Query

NEARBY_M = 16_093
SHOWN = 5


class Similar(NamedTuple):
    """Listings like one; `degraded` are those of the database, while the index is away."""

    found: tuple[Found, ...]
    degraded: bool


def similar(listing_id: str, index: SearchIndex, documents: Documents, clock: Clock) -> Similar:
    """At most five listings like this one, nearest first, within ten miles of its place.

    Raises ListingUnknown, ListingGone, SearchUnavailable.
    """
    document = show(documents, listing_id)
    service = decode(Service, document.body)
    lat, lon = _place(service)
    asked = Query(
        now=clock.now(),
        lat=lat,
        lon=lon,
        within_m=None if lat is None else NEARBY_M,
        sort="relevance" if lat is None else "distance",
        limit=SHOWN + 1,
    )
    with index.one_answer() as stood_in:
        index.position()  # one that is still empty gives way to the database
        others = _others(document.id, _alike(service, asked), index)
        return Similar(_found(others[:SHOWN], documents), stood_in())


def _others(listing_id: str, alike: Iterator[Query], index: SearchIndex) -> list[Hit]:
    """What the first question finds that finds any other listing."""
    found = ([hit for hit in index.search(one).hits if hit.id != listing_id] for one in alike)
    return next(filter(None, found), [])


def _alike(service: Service, asked: Query) -> Iterator[Query]:
    """What makes another listing similar, the closest likeness first."""
    categories = tuple(codes(service, CATEGORIES_TAXONOMY))
    if categories:
        yield replace(asked, categories=categories)
    needs = tuple(codes(service, NEEDS_TAXONOMY))
    if needs:
        yield replace(asked, needs=needs)


def _place(service: Service) -> tuple[float | None, float | None]:
    for at_location in service.service_at_locations:
        location = at_location.location
        if location and location.latitude is not None and location.longitude is not None:
            return location.latitude, location.longitude
    return None, None


def _found(hits: list[Hit], documents: Documents) -> tuple[Found, ...]:
    stored = documents.documents([hit.id for hit in hits])
    return tuple(
        Found(hit.id, stored[hit.id].body, hit.distance_m, None, ())
        for hit in hits
        if hit.id in stored and stored[hit.id].state == "published"
    )
