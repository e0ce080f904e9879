"""Distances, boxes and rings on the sphere; the same figures whatever database or index is used."""

from math import asin, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_M = 6_371_008.77
"""The mean radius of the Earth (IUGG), which every distance in Fingerpost uses."""

RINGS_M = (3_000, 12_000, 48_000, 200_000, 1_500_000)
"""How far a nearest-first search looks, ring after ring; the last holds the whole country."""

_MARGIN_DEGREES = 1e-7
Floats = npt.NDArray[np.float64]


class Box(NamedTuple):
    """A box in degrees; one that would cross the antimeridian is as wide as the whole turn."""

    south: float
    west: float
    north: float
    east: float


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Metres between two points in degrees, along the sphere (haversine)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half_lat, half_lon = (phi2 - phi1) / 2, radians(lon2 - lon1) / 2
    chord = hypot(sin(half_lat), sqrt(cos(phi1) * cos(phi2)) * sin(half_lon))
    return 2 * EARTH_RADIUS_M * asin(min(1.0, chord))


def distances_m(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """Metres from one point to each of many, all in degrees; equal to `distance_m`."""
    phi, phis = radians(lat), np.radians(lats)
    half_lat, half_lon = (phis - phi) / 2, np.radians(lons - lon) / 2
    chord = np.hypot(np.sin(half_lat), np.sqrt(cos(phi) * np.cos(phis)) * np.sin(half_lon))
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, chord))
    return metres


def box(lat: float, lon: float, within_m: float) -> Box:
    """The smallest box that leaves out no point within `within_m` metres of a point in degrees.

    Rule: Jan Matuschek, "Finding points within a distance of a latitude/longitude", section 3.
    """
    angle = within_m / EARTH_RADIUS_M
    reach = degrees(angle) + _MARGIN_DEGREES
    south, north = max(-90.0, lat - reach), min(90.0, lat + reach)
    half = _half_width(radians(lat), angle) + _MARGIN_DEGREES
    west, east = lon - half, lon + half
    if south == -90.0 or north == 90.0 or west < -180.0 or east > 180.0:
        west, east = -180.0, 180.0
    return Box(south, west, north, east)


def _half_width(phi: float, angle: float) -> float:
    if angle >= pi / 2 or sin(angle) >= cos(phi):
        return 180.0
    return degrees(asin(sin(angle) / cos(phi)))
