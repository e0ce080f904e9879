"""A service as features of GeoJSON (RFC 7946), one for each of its places that has a point."""

from collections.abc import Iterator
from typing import Any

from schema.tabular.flat import address_text, flat, located

Json = dict[str, Any]


def features(service: Json) -> Iterator[Json]:
    """The features of a service; its facts, lists included, stand in the properties of each."""
    row: Json = {}
    for tie, place, point in located(service):
        if point is None:
            continue
        row = row or {name: said for name, said in flat(service).items() if said not in (None, [])}
        yield {
            "type": "Feature",
            "id": tie["id"],
            "geometry": {"type": "Point", "coordinates": [point[1], point[0]]},
            "properties": {**_without_place(row), **_place(place)},
        }


def _without_place(row: Json) -> Json:
    elsewhere = {"id": "service_id", "addresses": None, "postcodes": None, "lat": None, "lon": None}
    named = {elsewhere.get(name, name): said for name, said in row.items()}
    return {name: said for name, said in named.items() if name}


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
