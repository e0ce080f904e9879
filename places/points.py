"""Reads a point typed as `"53.42,-2.32"`: latitude, then longitude, in degrees."""

import re

from places.place import Point

_NUMBER = r"([-+]?[0-9]{1,4}(?:\.[0-9]{0,20})?)"
_POINT = re.compile(rf"\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*")


def read_point(text: str) -> Point | None:
    """The two numbers as a point, None when the text is not two numbers."""
    found = _POINT.fullmatch(text)
    return Point(float(found[1]), float(found[2])) if found else None


def is_on_earth(point: Point) -> bool:
    """Whether latitude and longitude lie in their ranges."""
    return -90 <= point.lat <= 90 and -180 <= point.lon <= 180
