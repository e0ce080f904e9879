"""The postcode that is closest to a point, found in few steps."""

from functools import cached_property
from math import cos, inf, radians
from typing import Any

import numpy as np
import numpy.typing as npt

from places.extents import Extents, extents

MICRO = 1_000_000
"""Places are kept in millionths of a degree (0.1 m)."""

NOWHERE = -(2**31)
"""Stands for "no place known" among millionths of a degree."""

_SECTORS_LOOKED_THROUGH = 32
_BELT_DEGREES = 0.05
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Whole = npt.NDArray[np.int32]


class Closest:
    """Looks for postcodes in the sectors next to a point.

    `sectors` and `units` are latitudes and longitudes in millionths of a degree; the units of a
    sector stand together, and `begins` says where, with the end of the last.
    """

    def __init__(
        self, sectors: tuple[Whole, Whole], units: tuple[Whole, Whole], begins: Numbers
    ) -> None:
        self._sectors, self._units, self._begins = sectors, units, begins

    @cached_property
    def _northward(self) -> tuple[Numbers, Floats, Floats]:
        """The sectors from south to north, and where each lies, in that order."""
        lats, lons = (axis.astype(np.float64) for axis in self._sectors)
        order = np.argsort(lats, kind="stable")
        return order, lats[order], lons[order]

    @cached_property
    def _extents(self) -> Extents:
        lats, lons = self._units
        return extents(self._begins[:-1], lats, lons, lats != NOWHERE)

    def unit(self, lat: float, lon: float) -> int | None:
        """The placed postcode closest to a point in degrees, among those of the next sectors.

        The sector whose box is closest says how close another's has to be to hold a closer one.
        """
        sectors = self._next_sectors(lat, lon)
        beside = self._extents.at_least(lat * MICRO, lon * MICRO, cos(radians(lat)), sectors)
        _, within = self._first_of(lat, lon, sectors[[beside.argmin()]])
        return self._first_of(lat, lon, sectors[beside <= within])[0]

    def _first_of(self, lat: float, lon: float, sectors: Numbers) -> tuple[int | None, float]:
        """The first of the closest postcodes of these sectors, and the square of how far it is."""
        units = self._units_of(sectors)
        lats, lons = self._units
        units = units[lats[units] != NOWHERE]
        if not len(units):
            return None, inf
        away = _squares(lat, lon, lats[units], lons[units])
        least = int(away.argmin())
        return int(units[least]), float(away[least])

    def _units_of(self, sectors: Numbers) -> Numbers:
        """The postcodes of these sectors, sector after sector."""
        begins = self._begins[sectors]
        counts = self._begins[sectors + 1] - begins
        before = np.cumsum(counts) - counts
        units: Numbers = np.arange(counts.sum()) + np.repeat(begins - before, counts)
        return units

    def _next_sectors(self, lat: float, lon: float) -> Numbers:
        """Those looked through, found in a belt that is widened until none outside is closer."""
        order, lats, lons = self._northward
        belt = _BELT_DEGREES * MICRO
        while True:
            south, north = np.searchsorted(lats, (lat * MICRO - belt, lat * MICRO + belt))
            among = order[south:north]
            count = min(_SECTORS_LOOKED_THROUGH, len(among))
            if count == _SECTORS_LOOKED_THROUGH or len(among) == len(order):
                away = _squares(lat, lon, lats[south:north], lons[south:north])
                nearest = np.argpartition(away, count - 1)[:count]
                if len(among) == len(order) or away[nearest].max() <= belt * belt:
                    return among[nearest]
            belt *= 4


def _squares(lat: float, lon: float, lats: npt.NDArray[Any], lons: npt.NDArray[Any]) -> Floats:
    """Squares of distances on the flat, which order what is near as the sphere does."""
    north = lats - lat * MICRO
    east = (lons - lon * MICRO) * cos(radians(lat))
    squares: Floats = north * north + east * east
    return squares
