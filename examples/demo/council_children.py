"""What stands inside a service of the council's: its organization, places, times and terms."""

from typing import Any
from uuid import UUID, uuid5

from examples.demo.entries import Area, Entry, Organisation, Venue
from examples.demo.times import Opening
from examples.demo.wording import ACCESS

NAMESPACE = UUID("5d1f0a7e-3b0c-5c1e-9d55-0c1b8e7a4f10")
Json = dict[str, Any]


def organization(by: Organisation) -> Json:
    """The organization, with its (never issued) charity number."""
    said: Json = {
        "id": identifier("organization", by.key),
        "name": by.name,
        "description": by.about,
        "website": by.url,
        "uri": by.url,
    }
    if by.charity:
        said["organization_identifiers"] = [
            {
                "id": identifier("organization_identifier", by.key),
                "identifier_scheme": "GB-CHC",
                "identifier_type": "Registered charity number",
                "identifier": by.charity,
            }
        ]
    return said


def contacts(entry: Entry) -> list[Json]:
    """The telephone number, in the contact that the supplier's system puts it in."""
    number = entry.phone or entry.by.phone
    if not number:
        return []
    return [{"id": identifier("contact", entry.key), "phones": [{"number": number}]}]


def costs(entry: Entry) -> list[Json]:
    """What it costs, as typed."""
    if not entry.cost:
        return []
    said: Json = {
        "id": identifier("cost_option", entry.key),
        "option": entry.cost,
        "currency": "GBP",
    }
    if entry.cost == "Free":
        said["amount"] = 0
    return [said]


def service_area(entry: Entry, area: Area) -> Json:
    """An area covered, with the GSS code in `extent` and in the address."""
    return {
        "id": identifier("service_area", entry.key, area.code),
        "name": area.name,
        "service_area": area.name,
        "extent": area.code,
        "extent_type": "other",
        "uri": f"http://statistics.data.gov.uk/id/statistical-geography/{area.code}",
    }


def place(entry: Entry, venue: Venue) -> Json:
    """Where it happens, and when."""
    return {
        "id": identifier("service_at_location", entry.key),
        "location": _location(venue, entry.key),
        "schedules": schedules(entry),
    }


def _location(venue: Venue, key: str) -> Json:
    return {
        "id": identifier("location", venue.key),
        "location_type": "physical",
        "name": venue.name,
        "latitude": venue.lat,
        "longitude": venue.lon,
        "addresses": [
            {
                "id": identifier("address", key),
                "address_1": f"{venue.name}, {venue.street}",
                "city": venue.town,
                "state_province": "Greater Manchester",
                "postal_code": venue.postcode,
                "country": "GB",
                "address_type": "physical",
            }
        ],
        "accessibility": [
            {"id": identifier("accessibility", venue.key, each), "description": ACCESS[each]}
            for each in venue.access
        ],
    }


def schedules(entry: Entry) -> list[Json]:
    """The opening times, one schedule for each stretch."""
    return [_schedule(entry, each) for each in entry.times]


def _schedule(entry: Entry, times: Opening) -> Json:
    said: Json = {
        "id": identifier("schedule", entry.key, ",".join(times.days), times.opens),
        "freq": "MONTHLY" if times.monthly else "WEEKLY",
        "byday": ",".join(times.days),
        "opens_at": times.opens,
        "closes_at": times.closes,
    }
    if entry.note:
        said["notes"] = entry.note
    return said


def attribute(entry: Entry, kind: str) -> Json:
    """A term of the council's own list of service types."""
    return {
        "id": identifier("attribute", entry.key, kind),
        "link_entity": "service",
        "link_id": identifier("service", entry.key),
        "taxonomy_term": {
            "id": identifier("taxonomy_term", kind),
            "code": kind.lower().replace(" ", "-"),
            "name": kind,
            "term": kind,
            "description": kind,
            "taxonomy": "Crossmere service types",
        },
    }


def identifier(*parts: str) -> str:
    """The id of a thing, always the same for the same parts."""
    return str(uuid5(NAMESPACE, "/".join(parts)))
