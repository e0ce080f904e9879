"""A service as features of GeoJSON (RFC 7946), one for each of its places that has a point."""

from collections.abc import Iterator, Mapping
from typing import Any

from schema.tabular.flat import address_text, located

Json = dict[str, Any]
OF_PLACES = frozenset({"addresses", "postcodes", "lat", "lon"})
"""What a row says of all its places, and each feature of its own alone."""


def features(service: Json, row: Mapping[str, Any]) -> Iterator[Json]:
    """The features of a service; its flat row, lists included, stands in the properties of each."""
    shared = _without_place(row)
    for tie, place, point in located(service):
        if point is None:
            continue
        yield {
            "type": "Feature",
            "id": tie["id"],
            "geometry": {"type": "Point", "coordinates": [point[1], point[0]]},
            "properties": {**shared, **_place(place)},
        }


def _without_place(row: Mapping[str, Any]) -> Json:
    kept = {name: said for name, said in row.items() if name not in OF_PLACES and said != []}
    return {"service_id": kept.pop("id"), **kept}


def _place(place: Json) -> Json:
    addresses = [address_text(one) for one in place.get("addresses", ())]
    postcodes = [one["postal_code"] for one in place.get("addresses", ()) if one.get("postal_code")]
    said = {
        "location_id": place.get("id"),
        "location": place.get("name"),
        "address": addresses[0] if addresses else None,
        "postcode": postcodes[0] if postcodes else None,
    }
    return {name: value for name, value in said.items() if value}
