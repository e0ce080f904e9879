"""GeoJSON: the properties of each feature are the record, its point becomes `lat` and `lon`."""

from collections.abc import Iterator, Mapping
from typing import Any

from harvesters.feeds.document import read_document
from harvesters.feeds.json_page import JsonPage
from harvesters.feeds.settings import ReaderSettings
from harvesters.notes import ReadNotes
from runtime.egress import Body, Fetch
from schema.record import RawRecord

LARGEST_AREA_DEGREES = 0.02
ASK_GEOJSON = {"Accept": "application/geo+json, application/json"}


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The features of a collection. Source of the shape: RFC 7946.

    A property that is itself called `lat` or `lon` keeps its name; the point then stands in
    `geometry_lat` and `geometry_lon`. The feature's own id becomes `id` if no property is.
    """

    def parse(body: Body) -> Iterator[dict[str, Any]]:
        for feature in JsonPage(body, ("features",), settings, notes):
            yield _flat(feature, notes)

    return read_document(settings, fetch, notes, parse, ASK_GEOJSON)


def _flat(feature: Mapping[str, Any], notes: ReadNotes) -> dict[str, Any]:
    properties = feature.get("properties")
    said = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        said.setdefault("id", feature["id"])
    point = _point(feature.get("geometry"), notes)
    if point is None:
        return said
    prefix = "geometry_" if "lat" in said or "lon" in said else ""
    return {**said, f"{prefix}lat": point[1], f"{prefix}lon": point[0]}


def _point(geometry: Any, notes: ReadNotes) -> tuple[Any, Any] | None:
    """(lon, lat) as the feed says them, or the middle of a small area; None without either."""
    where = f"record {notes.records + 1}"
    if not isinstance(geometry, dict) or not isinstance(geometry.get("coordinates"), list):
        notes.warn("a feature has no geometry", where)
        return None
    coordinates = geometry["coordinates"]
    if geometry.get("type") == "Point" and len(coordinates) >= 2:
        return coordinates[0], coordinates[1]
    middle = _middle(coordinates)
    if middle is None:
        notes.warn("a feature has no point and is no small area; it has no place", where)
    else:
        notes.warn("a feature is not a point; its place is the middle of its bounds", where)
    return middle


def _middle(coordinates: list[Any]) -> tuple[float, float] | None:
    positions = list(_positions(coordinates))
    if not positions:
        return None
    lons, lats = zip(*positions, strict=True)
    if max(max(lons) - min(lons), max(lats) - min(lats)) > LARGEST_AREA_DEGREES:
        return None
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _positions(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    """The (lon, lat) pairs of a geometry, however its rings and parts are nested."""
    for each in coordinates:
        if not isinstance(each, list):
            continue
        if len(each) >= 2 and all(isinstance(number, int | float) for number in each[:2]):
            yield each[0], each[1]
        else:
            yield from _positions(each)
