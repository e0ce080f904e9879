"""Which postcode is nearest to a point, looking at few of them.

Squares of distances on the flat order what is near as the sphere does; they are in millionths of a
degree of latitude.
"""

from math import cos, inf, radians
from typing import Any

import numpy as np
import numpy.typing as npt

MICRO = 1_000_000
"""Places are kept in millionths of a degree (0.1 m)."""

NOWHERE = -(2**31)
"""Stands for "no place known" among millionths of a degree."""

LAST = 2**31 - 1
SECTORS_LOOKED_THROUGH = 32
BELT_DEGREES = 0.05
Spots = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class NearestUnit:
    """Made of the latitudes and longitudes of postcodes, and of the sectors that they make up.

    `first` is the number of the first postcode of each sector, and behind them how many there are.
    """

    def __init__(self, units: Spots, sectors: Spots, first: npt.NDArray[np.uint32]) -> None:
        lats, lons = (axis.astype(np.float64) for axis in sectors)
        order = np.argsort(lats, kind="stable")
        self._units = units
        self._lats, self._lons = lats[order], lons[order]
        self._begins, self._ends = first[:-1][order], first[1:][order]
        self._corners = _corners(units, first[:-1])[:, order]

    def of(self, lat: float, lon: float) -> int | None:
        """The number of the placed postcode nearest to a point in degrees, among the next sectors.

        A sector is looked through while a corner or side of it is closer than what was found.
        """
        spot = _Spot(lat, lon)
        sectors = self._closest(spot)
        reach = spot.away_from_boxes(self._corners[:, sectors])
        best, found = (inf, 0), None
        for at in reach.argsort().tolist():
            if reach[at] > best[0] or reach[at] == inf:
                break
            away, unit = self._in_sector(spot, int(sectors[at]))
            if (away, at) < best:
                best, found = (away, at), unit
        return found

    def _in_sector(self, spot: "_Spot", sector: int) -> tuple[float, int]:
        """How far its nearest postcode is, and the number of that."""
        begins = int(self._begins[sector])
        stretch = slice(begins, int(self._ends[sector]))
        away = spot.away(self._units[0][stretch], self._units[1][stretch])
        at = int(away.argmin())
        return float(away[at]), begins + at

    def _closest(self, spot: "_Spot") -> Ints:
        """Those looked through, found in a belt that is widened until none outside is closer."""
        belt = BELT_DEGREES * MICRO
        while True:
            south = int(self._lats.searchsorted(spot.north - belt))
            north = int(self._lats.searchsorted(spot.north + belt))
            among, has_all = north - south, north - south == len(self._lats)
            count = min(SECTORS_LOOKED_THROUGH, among)
            if count == SECTORS_LOOKED_THROUGH or has_all:
                away = spot.away(self._lats[south:north], self._lons[south:north])
                nearest: Ints = away.argpartition(count - 1)[:count]
                if has_all or away[nearest].max() <= belt * belt:
                    return nearest + south
            belt *= 4


class _Spot:
    """A point, from which distances are counted."""

    def __init__(self, lat: float, lon: float) -> None:
        self.north, self.east = float(lat * MICRO), float(lon * MICRO)
        self._narrow = cos(radians(lat))

    def away(self, lats: npt.NDArray[Any], lons: npt.NDArray[Any]) -> Floats:
        """To each of many points."""
        north: Floats = lats - self.north
        east: Floats = lons - self.east
        east *= self._narrow
        north *= north
        east *= east
        north += east
        return north

    def away_from_boxes(self, corners: Floats) -> Floats:
        """To the nearest side of each box, nothing to one that holds the point."""
        here = np.array(((self.north,), (self.east,)))
        outside = np.maximum(corners[:2] - here, here - corners[2:])
        np.maximum(outside, 0.0, out=outside)
        outside[1] *= self._narrow
        outside *= outside
        away: Floats = outside[0] + outside[1]
        return away


def _corners(units: Spots, first: npt.NDArray[np.uint32]) -> Floats:
    """South, west, north and east of the placed postcodes of each stretch; infinite without one."""
    highs = [np.maximum.reduceat(axis, first).astype(np.float64) for axis in units]
    placed = units[0] != NOWHERE
    axes = (np.where(placed, axis, LAST) for axis in units)
    lows = [np.minimum.reduceat(axis, first).astype(np.float64) for axis in axes]
    corners = np.stack((*lows, *highs))
    corners[:, corners[2] == NOWHERE] = inf
    return corners
