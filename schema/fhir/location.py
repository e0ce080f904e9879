"""A place as a FHIR Location."""

from collections.abc import Mapping
from typing import Any

from schema.fhir import systems
from schema.fhir.addresses import addresses
from schema.fhir.concepts import Json, concept, reference, said
from schema.fhir.hours import exceptions, opening
from schema.fhir.telecom import emails, once, pages, phones


def location(place: Mapping[str, Any], updated: str) -> Json:
    """The place; `updated` is when what is published of it last changed."""
    found = addresses(place.get("addresses", ()))
    schedules = place.get("schedules", ())
    manager = place.get("organization_id")
    return said(
        resourceType="Location",
        id=place["id"],
        meta={"lastUpdated": updated, "profile": [systems.UK_CORE["Location"]]},
        extension=_accessibility(place),
        identifier=_identifiers(place),
        status="active",
        name=place.get("name") or (found[0].get("text") if found else None),
        alias=[place["alternate_name"]] if place.get("alternate_name") else [],
        description=place.get("description"),
        mode="instance",
        telecom=_telecom(place),
        address=found[0] if found else None,
        position=_position(place),
        managingOrganization=reference("Organization", manager) if manager else None,
        hoursOfOperation=opening(schedules, "openingTime", "closingTime"),
        availabilityExceptions=exceptions(schedules),
    )


def _identifiers(place: Mapping[str, Any]) -> list[Json]:
    value, kind = place.get("external_identifier"), place.get("external_identifier_type", "")
    if not value:
        return []
    named = kind.upper()
    system = systems.UPRN if "UPRN" in named else systems.ODS_SITE if "ODS" in named else None
    return [said(type=concept(kind), system=system, value=value)]


def _telecom(place: Mapping[str, Any]) -> list[Json]:
    contacts = place.get("contacts", ())
    points = [
        *phones(place.get("phones", ())),
        *(point for one in contacts for point in phones(one.get("phones", ()))),
        *emails(*(one.get("email") for one in contacts)),
        *pages(place.get("url")),
    ]
    return once(points)


def _position(place: Mapping[str, Any]) -> Json | None:
    if "latitude" not in place or "longitude" not in place:
        return None
    return {"longitude": place["longitude"], "latitude": place["latitude"]}


def _accessibility(place: Mapping[str, Any]) -> list[Json]:
    found = [
        concept(one.get("description"), one.get("feature"), systems.ACCESSIBILITY)
        for one in place.get("accessibility", ())
    ]
    if place.get("transportation"):
        found.append(concept(place["transportation"]))
    return [
        {"url": systems.LOCATION_ACCESSIBILITY, "valueCodeableConcept": one} for one in found if one
    ]
