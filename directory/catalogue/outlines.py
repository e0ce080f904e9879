"""The shapes of service areas: read from GeoJSON, judged, and asked whether they hold a point."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

LARGEST_BYTES = 20_000_000
_AREAS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape as hexadecimal WKB with its box in degrees; or a `fault` for which it is left out."""

    digest: str
    fault: str | None = None
    wkb: str | None = None
    box: tuple[float, float, float, float] | tuple[None, None, None, None] = (None,) * 4


def digest(extent: str) -> str:
    """What tells one stated shape from another."""
    return blake2b(extent.encode(), digest_size=16).hexdigest()


def read_outline(extent: str) -> Outline:
    """The shape that a GeoJSON text states; never raises, a fault is told in the result."""
    named = digest(extent)
    try:
        return _outline(named, extent)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        return Outline(named, fault=f"cannot be read: {str(error)[:200]}")


def _outline(named: str, extent: str) -> Outline:
    import shapely
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    if len(extent) > LARGEST_BYTES:
        return Outline(named, fault=f"has {len(extent)} characters; at most {LARGEST_BYTES} fit")
    try:
        areas = [shape(one) for one in _geometries(orjson.loads(extent))]
        whole = areas[0] if len(areas) == 1 else shapely.union_all(areas)
        fault = _fault(whole)
    except ShapelyError as error:
        return Outline(named, fault=f"cannot be read: {str(error)[:200]}")
    if fault:
        return Outline(named, fault=fault)
    west, south, east, north = whole.bounds
    plain = shapely.force_2d(whole)
    return Outline(named, wkb=shapely.to_wkb(plain, hex=True), box=(south, west, north, east))


def _geometries(said: Any) -> list[Any]:
    """The geometries of a GeoJSON object of any kind (RFC 7946)."""
    kind = said["type"]
    if kind == "FeatureCollection":
        return [one for feature in said["features"] for one in _geometries(feature)]
    if kind == "Feature":
        return _geometries(said["geometry"])
    if kind == "GeometryCollection":
        return [one for part in said["geometries"] for one in _geometries(part)]
    if kind not in _AREAS:
        raise ValueError(f"is a {kind}; expected a Polygon or MultiPolygon")
    return [said]


def _fault(whole: Any) -> str | None:
    from shapely.validation import explain_validity

    if whole.geom_type not in _AREAS or whole.is_empty:
        return f"is an empty or mixed {whole.geom_type}; expected a Polygon or MultiPolygon"
    west, south, east, north = whole.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return "leaves the ranges of longitude and latitude; expected degrees, longitude first"
    return None if whole.is_valid else f"is not a valid shape: {explain_validity(whole)[:200]}"
