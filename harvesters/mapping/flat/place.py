"""Where the service of a flat record is given."""

import re
from typing import Any

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.coordinates import clean_grid_point, clean_point
from harvesters.cleaning.html import plain_line, plain_text
from harvesters.cleaning.postcodes import clean_postcode, postcode_in
from harvesters.cleaning.yes_no import clean_yes_no
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.place import (
    accessibility_objects,
    at_location,
    location_id,
    natural_key,
    place_point,
    whole_address,
)
from harvesters.mapping.said import Said
from places.place import Point
from schema.accessibility import NAMED_FEATURES, Feature
from schema.identifiers import child_id

PLACE = frozenset({"address", "address_1", "postcode", "lat", "easting", "location_name"})
_AT = "service_at_locations[0].location"
_PARTS = (
    ("address_1", "address_1"),
    ("address_2", "address_2"),
    ("city", "city"),
    ("region", "region"),
    ("state_province", "state_province"),
)
_FEATURE_TARGETS = tuple((feature, f"accessibility.{feature}") for feature in NAMED_FEATURES)
_LINE_ENDS = re.compile(r"(?:\s*<br\s*/?>\s*|\s*[\r\n]+\s*)+", re.IGNORECASE)
_COMMAS = re.compile(r"(?:\s*,\s*)+")


def map_place(said: Said, draft: Draft) -> None:
    """One location with its address and point; none if the record names no place."""
    parts = _address(said, draft)
    postcode = parts.get("postal_code")
    point = place_point(draft, _point(said, draft, postcode), postcode, _AT)
    name = draft.take(plain_line(said.first("location_name"), f"{_AT}.name"))
    key = natural_key(parts.get("address_1") or name, postcode, point)
    if key is None:
        return
    made: dict[str, Any] = {
        "id": location_id(draft, key),
        "location_type": "physical",
        "name": name,
        "transportation": draft.take(plain_text(said.joined("transport", "\n"), _AT)),
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
    }
    uprn = as_said(said.first("uprn"))
    if uprn:
        made |= {"external_identifier": uprn, "external_identifier_type": "UPRN"}
    if parts:
        address = whole_address(parts)
        made["addresses"] = [{"id": child_id(made["id"], "address", "physical"), **address}]
    text = draft.take(plain_text(said.joined("accessibility", "; "), f"{_AT}.accessibility"))
    made["accessibility"] = accessibility_objects(made["id"], text, _features(said, draft))
    draft.put("service_at_locations", [at_location(draft, made)])


def _address(said: Said, draft: Draft) -> dict[str, Any]:
    """The parts of the address; a postcode at its end becomes a part of its own."""
    line = draft.take(plain_line(_one_line(said.joined("address", ", ")), f"{_AT}.address"))
    postcode = draft.take(clean_postcode(said.first("postcode"), f"{_AT}.postal_code"))
    if postcode is None and line:
        postcode = postcode_in(line)
    parts: dict[str, Any] = {"postal_code": postcode} if postcode else {}
    if line:
        parts["address_1"] = _without(postcode, line)
    for target, name in _PARTS:
        value = draft.take(plain_line(_one_line(said.joined(target, ", ")), f"{_AT}.{name}"))
        if value:
            parts[name] = value
    country = as_said(said.first("country")) or ""
    if len(country) == 2:
        parts["country"] = country.upper()
    return parts


def _one_line(text: str | None) -> str | None:
    return _LINE_ENDS.sub(", ", text) if text else text


def _without(postcode: str | None, line: str) -> str:
    """The address without the postcode, with or without its space, and without loose commas."""
    if postcode:
        capitals = line.upper()
        for spelling in (postcode, postcode.replace(" ", "")):
            start = capitals.rfind(spelling)
            if start >= 0:
                line = line[:start] + line[start + len(spelling) :]
                break
    return _COMMAS.sub(", ", line).strip(" ,.")


def _point(said: Said, draft: Draft, postcode: str | None) -> Point | None:
    if said.has("easting", "northing"):
        irish = bool(postcode) and str(postcode).startswith("BT")
        east, north = said.first("easting"), said.first("northing")
        return draft.take(clean_grid_point(east, north, _AT, irish=irish))
    return draft.take(clean_point(said.first("lat"), said.first("lon"), _AT))


def _features(said: Said, draft: Draft) -> tuple[Feature, ...]:
    """The features to which a column of its own says yes."""
    at = f"{_AT}.accessibility"
    return tuple(
        feature
        for feature, target in _FEATURE_TARGETS
        if target in said.plan.targets and draft.take(clean_yes_no(said.first(target), at))
    )
