"""A service as one row: what a person wants in a spreadsheet, each fact in a column of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY

Json = dict[str, Any]

AS_THEY_ARE = (
    "id",
    "name",
    "alternate_name",
    "status",
    "description",
    "url",
    "email",
    "alert",
    "application_process",
    "eligibility_description",
    "minimum_age",
    "maximum_age",
    "gender_only",
    "fees_description",
    "free_of_charge",
    "personal_budget",
    "access_modes",
    "joining",
    "taking_referrals",
    "waiting_time",
    "availability_stated_on",
    "interpretation_services",
    "nationwide",
)
NUMBERS = ("minimum_age", "maximum_age", "lat", "lon")
FLAGS = ("free_of_charge", "personal_budget", "taking_referrals", "nationwide")
LISTS = (
    "access_modes",
    "joining",
    "service_identifiers",
    "organization_identifiers",
    "phones",
    "addresses",
    "postcodes",
    "opening_times",
    "areas_served",
    "area_codes",
    "languages",
    "accessibility",
    "categories",
    "needs",
    "kite_marks",
    "kite_mark_tiers",
    "reported_accreditations",
    "sources",
    "licences",
    "attributions",
    "source_pages",
)
COLUMNS = (
    *AS_THEY_ARE[:4],
    "service_identifiers",
    "organization",
    "organization_id",
    "organization_identifiers",
    *AS_THEY_ARE[4:7],
    "phones",
    "addresses",
    "postcodes",
    "lat",
    "lon",
    "opening_times",
    "areas_served",
    "area_codes",
    *AS_THEY_ARE[7:],
    "languages",
    "accessibility",
    "categories",
    "needs",
    "kite_marks",
    "kite_mark_tiers",
    "kite_marks_until",
    "reported_accreditations",
    "checked_on",
    "checked_by",
    "last_modified",
    "sources",
    "licences",
    "attributions",
    "source_pages",
)


def flat(service: Json) -> Mapping[str, Any]:
    """The row of a service by column; what is not known is left out, lists stay lists.

    `kite_marks_until` is the day on which the first of its kite marks ends; `lat` and `lon` are
    those of its first place that has a point.
    """
    places = located(service)
    point = next(((place, at) for _, place, at in places if at), None)
    row = {name: service[name] for name in AS_THEY_ARE if name in service}
    row |= _organization(service.get("organization", {}))
    row |= {"lat": point[1][0], "lon": point[1][1]} if point else {}
    row |= _where([place for _, place, _ in places]) | _served(service) | _trust(service)
    row["service_identifiers"] = [
        f"{one['identifier_scheme']}: {one['identifier']}"
        for one in service.get("service_identifiers", ())
    ]
    row["phones"] = [phone_text(phone) for phone in _all(service, "phones")]
    row["opening_times"] = [_times(one) for one in _all(service, "schedules")]
    row["languages"] = [one.get("name") or one.get("code") for one in service.get("languages", ())]
    row["categories"] = terms(service, CATEGORIES_TAXONOMY)
    row["needs"] = terms(service, NEEDS_TAXONOMY)
    return {name: _distinct(said) if name in LISTS else said for name, said in row.items()}


def located(service: Json) -> list[tuple[Json, Json, tuple[float, float] | None]]:
    """Each place of a service: its tie, itself, and (lat, lon) where it has a point."""
    ties = [tie for tie in service.get("service_at_locations", ()) if "location" in tie]
    return [(tie, tie["location"], _point(tie["location"])) for tie in ties]


def terms(service: Json, taxonomy: str) -> list[str]:
    """The names of a service's terms of that taxonomy."""
    held = (one.get("taxonomy_term", {}) for one in service.get("attributes", ()))
    return [term["name"] for term in held if term.get("taxonomy") == taxonomy]


def phone_text(phone: Json) -> str:
    """A number with its extension and what it is for."""
    extension = f" ext. {phone['extension']:g}" if "extension" in phone else ""
    about = f" ({phone['description']})" if "description" in phone else ""
    return f"{phone['number']}{extension}{about}"


def address_text(address: Json) -> str:
    """An address in one line."""
    parts = ("address_1", "address_2", "city", "region", "state_province", "postal_code")
    return ", ".join(_distinct(address.get(part) for part in parts))


def _point(place: Json) -> tuple[float, float] | None:
    there = "latitude" in place and "longitude" in place
    return (place["latitude"], place["longitude"]) if there else None


def _organization(said: Json) -> Json:
    identifiers = [one.get("identifier") for one in said.get("organization_identifiers", ())]
    row = {"organization": said.get("name"), "organization_id": said.get("id")}
    known = {name: value for name, value in row.items() if value}
    return known | {"organization_identifiers": identifiers}


def _where(places: Iterable[Json]) -> Json:
    addresses = [address for place in places for address in place.get("addresses", ())]
    steps = [one for place in places for one in place.get("accessibility", ())]
    return {
        "addresses": [address_text(address) for address in addresses],
        "postcodes": [address.get("postal_code") for address in addresses],
        "accessibility": [one.get("description") or one.get("feature") for one in steps],
    }


def _served(service: Json) -> Json:
    areas = _all(service, "service_areas")
    return {
        "areas_served": [one.get("name") or one.get("description") for one in areas],
        "area_codes": [one.get("code") for one in areas],
    }


def _trust(service: Json) -> Json:
    awards, sources = service.get("awards", ()), service.get("sources", ())
    checked = service.get("information_checked", {})
    row = {
        "kite_marks_until": min((one["valid_until"] for one in awards), default=None),
        "checked_on": checked.get("on") or service.get("assured_date"),
        "checked_by": checked.get("by"),
        "last_modified": service.get("last_modified"),
    }
    return {name: value for name, value in row.items() if value} | {
        "kite_marks": [award_text(one) for one in awards],
        "kite_mark_tiers": [one["tier"] for one in awards],
        "reported_accreditations": [
            f"{one['text']} (reported by {one['source_title']}, unverified)"
            for one in service.get("reported_accreditations", ())
        ],
        "sources": [one["title"] for one in sources],
        "licences": [one["licence"] for one in sources],
        "attributions": [said["text"] for one in sources for said in one.get("attribution", ())],
        "source_pages": [one.get("url") for one in sources],
    }


def award_text(award: Json) -> str:
    """A kite mark with its level, who granted it and its last day."""
    return (
        f"{award['scheme']}: {award['level']}, by {award['awarded_by']}"
        f" until {award['valid_until']}"
    )


def _all(service: Json, name: str) -> Iterator[Json]:
    """Those of the service itself, then those that hold in one place alone."""
    yield from service.get(name, ())
    for tie in service.get("service_at_locations", ()):
        yield from tie.get(name, ())


def _times(one: Json) -> str:
    if "byday" not in one and "opens_at" not in one:
        return str(one.get("description") or one.get("notes") or "")
    hours = "–".join(one[name] for name in ("opens_at", "closes_at") if name in one)
    said = (one.get("byday"), hours, _how_often(one), one.get("notes"))
    return " ".join(part for part in said if part)


def _how_often(one: Json) -> str:
    every, by_months = one.get("interval", 1), one.get("freq") == "MONTHLY"
    if every == 1:
        return "monthly" if by_months else ""
    return f"every {every:g} {'months' if by_months else 'weeks'}"


def _distinct(said: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(one for one in said if one))
