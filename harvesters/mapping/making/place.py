"""Locations: where a service is given, from an address, a postcode and a point."""

from typing import Any
from uuid import UUID

from harvesters.cleaning.accessibility import accessibility_features
from harvesters.cleaning.coordinates import settle_point
from harvesters.mapping.draft import Draft
from places.place import Point
from schema.accessibility import FEATURE_WORDS, Feature
from schema.identifiers import child_id
from schema.words import normal

ADDRESS_PARTS = ("address_1", "city", "state_province", "postal_code", "country")


def place_point(
    draft: Draft, point: Point | None, postcode: str | None, field: str
) -> Point | None:
    """The point of a place, checked against its postcode, or the postcode's own."""
    if postcode is None:
        return point
    fact = draft.places.postcode(postcode)
    if fact is None:
        expected = "a postcode of the ONS Postcode Directory"
        draft.report(field, postcode, "postcode-unknown", expected, "Kept, without a place")
    elif fact.lat is None and point is None:
        expected = "a postcode whose place is known"
        draft.report(field, postcode, "postcode-without-place", expected, "Kept, without a place")
    return draft.take(settle_point(point, fact, field))


def natural_key(address: str | None, postcode: str | None, point: Point | None) -> str | None:
    """What makes two places of a source the same; None for a place that says nothing."""
    if postcode or address:
        return f"{postcode or ''}|{normal(address or '')}"
    return f"{point.lat:.5f},{point.lon:.5f}" if point else None


def location_id(draft: Draft, key: str) -> UUID:
    """The id of a place below its source: the same place has the same id in all its records."""
    return child_id(draft.source.id, "location", key)


def at_location(draft: Draft, location: dict[str, Any]) -> dict[str, Any]:
    """The tie of the service to a location, which is embedded."""
    return {
        "id": draft.child("service_at_location", str(location["id"])),
        "service_id": draft.service_id,
        "location_id": location["id"],
        "location": location,
    }


def whole_address(parts: dict[str, Any]) -> dict[str, Any]:
    """An address with every part that the standard requires; what nobody said is empty text."""
    return {
        **dict.fromkeys(ADDRESS_PARTS, ""),
        "country": "GB",
        "address_type": "physical",
        **{name: value for name, value in parts.items() if value},
    }


def accessibility_objects(
    location: UUID, text: str | None, features: tuple[Feature, ...] = ()
) -> list[dict[str, Any]]:
    """What a place offers: each feature with the words that say so, or with its own name."""
    in_words = accessibility_features(text) if text else ()
    listed = [(feature, text or "") for feature in in_words]
    listed += [(one, FEATURE_WORDS[one]) for one in features if one not in in_words]
    return [
        {
            "id": child_id(location, "accessibility", feature),
            "feature": feature,
            "description": words,
            "accessibility": words,
        }
        for feature, words in listed
    ]
