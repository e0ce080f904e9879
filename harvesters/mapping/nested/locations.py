"""Locations of nested records, each with addresses, a checked point and what it offers."""

from typing import Any
from uuid import UUID

from harvesters.cleaning.accessibility import accessibility_features
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.coordinates import clean_point
from harvesters.cleaning.postcodes import clean_postcode, postcode_in
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.place import (
    at_location,
    location_id,
    natural_key,
    place_point,
    whole_address,
)
from harvesters.mapping.nested.areas import areas_of
from harvesters.mapping.nested.attributes import attributes_of
from harvesters.mapping.nested.contacts import contacts_of, languages_of, phones_of
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    fields_of,
    line,
    objects_in,
    objects_of,
    own_id,
    text,
    url,
)
from harvesters.mapping.nested.schedules import schedules_of
from schema.accessibility import FEATURE_WORDS

KINDS = frozenset({"physical", "postal", "virtual"})
_LOCATION = {
    "name": line,
    "alternate_name": line,
    "description": text,
    "transportation": text,
    "url": url,
    "external_identifier": line,
    "external_identifier_type": line,
}
_ADDRESS = {
    "attention": line,
    "address_1": line,
    "address_2": line,
    "city": line,
    "region": line,
    "state_province": line,
}
_ACCESSIBILITY = {"description": text, "details": text, "url": url}


def services_at_locations(value: Any, path: str, draft: Draft) -> list[Object]:
    """The ties of the service to its places, each with the place in it."""
    made: dict[UUID, Object] = {}
    for said, where in objects_in(value, path, draft):
        location = said.get("location")
        if not isinstance(location, dict):
            continue
        place = location_of(location, f"{where}.location", draft)
        if place is None:
            continue
        tie = at_location(draft, place)
        identity = tie["id"]
        tie |= {
            "description": text(said.get("description"), f"{where}.description", draft),
            "phones": phones_of(said.get("phones"), f"{where}.phones", draft, identity),
            "contacts": contacts_of(said.get("contacts"), f"{where}.contacts", draft, identity),
            "schedules": schedules_of(said.get("schedules"), f"{where}.schedules", draft, identity),
            "service_areas": areas_of(said.get("service_areas"), where, draft),
            "attributes": attributes_of(
                said.get("attributes"), draft, identity, "service_at_location"
            ),
        }
        made.setdefault(identity, tie)
    return list(made.values())


def location_of(said: Said, path: str, draft: Draft) -> Object | None:
    """A place; its point is checked against the postcode of its first address."""
    made = fields_of(said, _LOCATION, f"{path}.", draft)
    kind = (as_said(said.get("location_type")) or "physical").casefold()
    addresses = [
        _address_parts(each, where, draft)
        for each, where in objects_in(said.get("addresses"), f"{path}.addresses", draft)
    ]
    first = next((each for each in addresses if each.get("postal_code")), {})
    point = draft.take(clean_point(said.get("latitude"), said.get("longitude"), path))
    point = place_point(draft, point, first.get("postal_code"), path)
    street = (addresses[0] if addresses else {}).get("address_1") or made.get("name")
    key = as_said(said.get("id")) or natural_key(street, first.get("postal_code"), point)
    if key is None and not made:
        return None
    identity = location_id(draft, key or str(sorted(made.items())))
    made |= {
        "id": identity,
        "location_type": kind if kind in KINDS else "physical",
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
        "addresses": _addresses(addresses, identity),
    }
    return made | _children(said, path, draft, identity)


def _children(said: Said, path: str, draft: Draft, identity: UUID) -> Object:
    return {
        "accessibility": objects_of(
            said.get("accessibility"), f"{path}.accessibility", draft, identity, _accessibility
        ),
        "phones": phones_of(said.get("phones"), f"{path}.phones", draft, identity),
        "contacts": contacts_of(said.get("contacts"), f"{path}.contacts", draft, identity),
        "schedules": schedules_of(said.get("schedules"), f"{path}.schedules", draft, identity),
        "languages": languages_of(said.get("languages"), path, draft, identity),
        "attributes": attributes_of(said.get("attributes"), draft, identity, "location"),
    }


def _address_parts(said: Said, path: str, draft: Draft) -> Object:
    parts = fields_of(said, _ADDRESS, f"{path}.", draft)
    postcode = draft.take(clean_postcode(said.get("postal_code"), f"{path}.postal_code"))
    postcode = postcode or postcode_in(parts.get("address_1", ""))
    if postcode:
        parts["postal_code"] = postcode
    country = (as_said(said.get("country")) or "").upper()
    if len(country) == 2 and country.isalpha():
        parts["country"] = "GB" if country == "UK" else country
    kind = (as_said(said.get("address_type")) or "physical").casefold()
    return {**parts, "address_type": kind if kind in KINDS else "physical"} if parts else {}


def _addresses(addresses: list[Object], identity: UUID) -> list[Object]:
    made = [whole_address(parts) for parts in addresses if parts]
    ids = [
        own_id(identity, "address", {}, f"{parts['address_type']} {number or ''}".strip())
        for number, parts in enumerate(made)
    ]
    return [{"id": one, **parts} for one, parts in zip(ids, made, strict=True)]


def _accessibility(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    """One thing that a place offers, with the code that its words mean."""
    made = fields_of(said, _ACCESSIBILITY, f"{path}.", draft)
    words = made.get("description") or text(said.get("accessibility"), path, draft)
    if not words and not made:
        return None
    stated = as_said(said.get("feature"))
    feature = stated if stated in FEATURE_WORDS else accessibility_features(words or "")[0]
    identity = own_id(parent, "accessibility", said, words or path)
    return {
        "id": identity,
        **made,
        "description": words,
        "accessibility": words,
        "feature": feature,
        "attributes": attributes_of(said.get("attributes"), draft, identity, "accessibility"),
    }
