"""Points as well-known binary (ISO 19125), little-endian, longitude before latitude."""

import struct
from collections.abc import Sequence

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""
_POINT, _MULTIPOINT = 1, 4


def as_wkb(points: Sequence[Point]) -> bytes | None:
    """One point, several as one geometry, or None."""
    if not points:
        return None
    if len(points) == 1:
        return _point(points[0])
    head = struct.pack("<BII", 1, _MULTIPOINT, len(points))
    return head + b"".join(_point(point) for point in points)


def _point(point: Point) -> bytes:
    lat, lon = point
    return struct.pack("<BIdd", 1, _POINT, lon, lat)
