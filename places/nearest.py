"""Which postcode is nearest to a point, looking at few of them.

Squares of distances on the flat order what is near as the sphere does; they are in millionths of a
degree of latitude.
"""

from collections.abc import Callable
from math import cos, inf, radians

MICRO = 1_000_000
"""Places are kept in millionths of a degree (0.1 m)."""

NOWHERE = -(2**31)
"""Stands for "no place known" among millionths of a degree."""

SECTIONS = ("near_unit", "near_split")
"""What `places.halving` makes."""


FARTHEST = MICRO
"""A degree of latitude, some 111 km: what lies further away is near to nothing, and from far off
everything would have to be looked at."""

_Spot = tuple[float, float, float]
"""A point: how far north and east it is, and how short a degree eastwards is there."""

_Part = tuple[float, float, int, int, int]
"""How far from the point a part lies at least, northwards and eastwards, as squares; its number,
and which of the postcodes it holds: from one to before another.
"""


class NearestUnit:
    """Made of the sections that `places.halving` makes and those of latitudes and longitudes.

    A postcode whose spot another one has too may not be among them.
    """

    def __init__(self, section: Callable[[str], memoryview]) -> None:
        self._units = section(SECTIONS[0]).cast("I")
        self._parted_at = section(SECTIONS[1]).cast("i")
        self._lats, self._lons = (section(f"unit_{axis}").cast("i") for axis in ("lat", "lon"))

    def of(self, lat: float, lon: float) -> int | None:
        """The number of the placed postcode nearest to a point in degrees; None beyond FARTHEST."""
        spot = lat * MICRO, lon * MICRO, cos(radians(lat))
        best, found = float(FARTHEST * FARTHEST), None
        ahead: list[_Part] = [(0.0, 0.0, 1, 0, len(self._units))]
        while ahead:
            part = ahead.pop()
            if part[0] + part[1] < best:
                low, high = self._around(spot, part, ahead)
                away, unit = self._closest(spot, self._units[low:high])
                if away < best:
                    best, found = away, unit
        return found

    def _around(self, spot: _Spot, part: _Part, ahead: list[_Part]) -> tuple[int, int]:
        """The few of a part that lie where the point does; the others are left for later."""
        north, east, narrow = spot
        by_lat, by_lon, number, low, high = part
        while number < len(self._parted_at):
            at, middle = self._parted_at[number], (low + high) // 2
            if number.bit_length() % 2:
                beyond = north - at
                apart = (beyond * beyond, by_lon)
            else:
                beyond = (east - at) * narrow
                apart = (by_lat, beyond * beyond)
            number *= 2
            if beyond < 0:
                ahead.append((*apart, number + 1, middle, high))
                high = middle
            else:
                ahead.append((*apart, number, low, middle))
                low, number = middle, number + 1
        return low, high

    def _closest(self, spot: _Spot, units: memoryview) -> tuple[float, int]:
        """How far the nearest of a few is, and its number."""
        lats, lons = self._lats, self._lons
        north, east, narrow = spot
        best, found = inf, 0
        for unit in units:
            up, aside = lats[unit] - north, (lons[unit] - east) * narrow
            away = up * up + aside * aside
            if away < best:
                best, found = away, unit
        return best, found
