"""Points on the map: swapped, at 0,0, on the national grid, at sea or outside the country."""

from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.land import is_on_land
from places.geometry import distance_m
from places.place import Point, PostcodeFact
from schema.issue import issue

if TYPE_CHECKING:
    from pyproj import Transformer

APART_M = 2_000
EXPECTED = "a latitude and a longitude in the United Kingdom, such as 53.42, -2.32"
BRITISH_GRID, IRISH_GRID = "EPSG:27700", "EPSG:29903"


def clean_point(lat: Any, lon: Any, field: str) -> Cleaned[Point]:
    """The point that two values give, in degrees (WGS84).

    Values the wrong way round and metres of the national grid are put right and reported; a
    point at 0,0, at sea or abroad is left out.
    """
    said_lat, said_lon = as_said(lat), as_said(lon)
    if said_lat is None and said_lon is None:
        return NOTHING
    said = f"{said_lat}, {said_lon}"
    north, east = _number(said_lat), _number(said_lon)
    if north is None or east is None:
        return _left_out(field, said, "coordinate-unreadable")
    if is_on_land(north, east):
        return Point(north, east), ()
    return _put_right(north, east, field, said)


def clean_grid_point(
    easting: Any, northing: Any, field: str, *, irish: bool = False
) -> Cleaned[Point]:
    """The point that metres on the British (or Irish) national grid give, right to about 5 m."""
    said_east, said_north = as_said(easting), as_said(northing)
    if said_east is None and said_north is None:
        return NOTHING
    said = f"{said_east}, {said_north}"
    metres_east, metres_north = _number(said_east), _number(said_north)
    if metres_east is None or metres_north is None:
        return _left_out(field, said, "coordinate-unreadable")
    point = _from_grid(metres_east, metres_north, IRISH_GRID if irish else BRITISH_GRID)
    return (point, ()) if point else _left_out(field, said, "coordinate-outside-uk")


def settle_point(point: Point | None, fact: PostcodeFact | None, field: str) -> Cleaned[Point]:
    """The point to show: the one given, unless its postcode lies more than 2 km away."""
    if fact is None or fact.lat is None or fact.lon is None:
        return point, ()
    centre = Point(fact.lat, fact.lon)
    if point is None:
        return centre, ()
    apart_m = distance_m(point.lat, point.lon, centre.lat, centre.lon)
    if apart_m <= APART_M:
        return point, ()
    said = f"{point.lat}, {point.lon} is {apart_m / 1000:.1f} km from {fact.postcode}"
    expected = "a point within 2 km of the postcode"
    done = "The postcode's place is shown"
    return centre, (issue(field, said, "coordinate-far-from-postcode", expected, done),)


def _put_right(north: float, east: float, field: str, said: str) -> Cleaned[Point]:
    if is_on_land(east, north):
        done = "Read the other way round"
        return Point(east, north), (issue(field, said, "coordinate-swapped", EXPECTED, done),)
    if abs(north) < 0.5 and abs(east) < 0.5:
        return _left_out(field, said, "coordinate-zero")
    if north > 1_000 and east > 1_000:
        point = _from_grid(east, north, BRITISH_GRID) or _from_grid(north, east, BRITISH_GRID)
        if point:
            done = "Read as metres of the national grid"
            return point, (issue(field, said, "coordinate-on-grid", EXPECTED, done),)
    in_the_box = 49 <= north <= 61 and -9 <= east <= 2
    return _left_out(field, said, "coordinate-at-sea" if in_the_box else "coordinate-outside-uk")


def _left_out(field: str, said: str, code: str) -> Cleaned[Point]:
    return None, (issue(field, said, code, EXPECTED, "Left out"),)


def _number(said: str | None) -> float | None:
    if said is None:
        return None
    try:
        number = float(said.replace(",", ".") if said.count(",") == 1 else said)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _from_grid(easting: float, northing: float, grid: str) -> Point | None:
    if not (0 < easting < 700_000 and 0 < northing < 1_300_000):
        return None
    lon, lat = _transformer(grid).transform(easting, northing)
    return Point(round(lat, 6), round(lon, 6)) if is_on_land(lat, lon) else None


@cache
def _transformer(grid: str) -> "Transformer":
    """Loaded on first use: few feeds speak of metres, and pyproj takes a tenth of a second."""
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # public

    set_network_enabled(active=False)
    return Transformer.from_crs(grid, "EPSG:4326", always_xy=True)
