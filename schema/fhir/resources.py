"""All FHIR resources that one published service holds."""

from collections.abc import Mapping
from typing import Any, Literal

from schema.fhir.concepts import Json
from schema.fhir.healthcare_service import healthcare_service
from schema.fhir.location import location
from schema.fhir.organization import organization

Kind = Literal["HealthcareService", "Organization", "Location"]
KINDS: tuple[Kind, ...] = ("HealthcareService", "Organization", "Location")
SHAPE_VERSION = 2
"""Grows when the same service is written or found in another way: what is stored is made anew."""


def resources(service: Mapping[str, Any]) -> list[Json]:
    """The service, its organization and its locations, each once."""
    updated = service["last_modified"]
    provider = service.get("organization")
    at_places = service.get("service_at_locations", ())
    places = {at["location"]["id"]: at["location"] for at in at_places if at.get("location")}
    return [
        healthcare_service(service, updated),
        *([organization(provider, updated)] if provider else []),
        *(location(place, updated) for place in places.values()),
    ]
