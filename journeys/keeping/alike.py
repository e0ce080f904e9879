"""Is this already you? Listings that are, or look like, what a group is about to submit."""

from dataclasses import dataclass
from typing import Any

import orjson

from directory.documents.stored import Stored
from directory.submissions import attempts
from directory.submissions.alike import certainly_same
from journeys.keeping.desk import Desk
from places.postcode import normalise
from search.query import Query
from search.unavailable import SearchUnavailable

NEARBY_M = 3_000
MOST = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """`same`: the same name at the same postcode, so that the two would be shown as one."""

    id: str
    name: str
    organization: str | None
    postcode: str | None
    same: bool


def matches(desk: Desk, name: str, postcode: str | None, address: str | None = None) -> list[Alike]:
    """Published listings of that name, those that would be one with it first.

    `address` is the sender's, for counting; raises TooMany.
    """
    now, network = desk.clock.now(), desk.network(address)
    if network is not None:
        with desk.database.writing() as connection:
            attempts.check(connection, "matches", network, now)
            attempts.note(connection, "matches", network, now)
    return alike(desk, name, postcode)


def alike(desk: Desk, name: str, postcode: str | None) -> list[Alike]:
    """The same without counting."""
    written = normalise(postcode) if postcode else None
    same: list[str] = []
    if written:
        with desk.database.reading() as connection:
            same = certainly_same(connection, name, written)
    ids = list(dict.fromkeys([*same, *_by_search(desk, name, written)]))
    stored = desk.reading.documents(ids)
    found = [stored[one] for one in ids if one in stored and stored[one].state == "published"]
    return [_alike(one, one.id in same) for one in found][:MOST]


def _by_search(desk: Desk, name: str, postcode: str | None) -> list[str]:
    fact = desk.gazetteer.postcode(postcode) if postcode else None
    around: dict[str, Any] = {}
    if fact and fact.lat is not None:
        around = {"lat": fact.lat, "lon": fact.lon, "within_m": NEARBY_M}
    try:
        page = desk.index.search(Query(now=desk.clock.now(), words=name, limit=MOST, **around))
    except SearchUnavailable:
        return []
    return [hit.id for hit in page.hits if any(match.field == "name" for match in hit.matched)]


def _alike(stored: Stored, same: bool) -> Alike:
    document = orjson.loads(stored.body)
    postcodes = [
        address.get("postal_code")
        for at in document.get("service_at_locations", ())
        for address in at.get("location", {}).get("addresses", ())
    ]
    organization = document.get("organization", {}).get("name")
    return Alike(stored.id, document["name"], organization, next(iter(postcodes), None), same)
