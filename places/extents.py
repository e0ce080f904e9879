"""How far the postcodes of each sector reach, so that few sectors are looked through."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]
_FARTHER_THAN_ALL = 2**30


class Extents(NamedTuple):
    """The smallest box around each sector's postcodes, in millionths of a degree."""

    south: Whole
    north: Whole
    west: Whole
    east: Whole

    def at_least(
        self, lat: float, lon: float, narrowed: float, sectors: npt.NDArray[np.int64]
    ) -> Floats:
        """Squares of distances on the flat, than which no postcode of these sectors is closer.

        The point is in millionths of a degree; `narrowed` is how wide one of longitude is there,
        beside one of latitude.
        """
        up = np.maximum(self.south[sectors] - lat, lat - self.north[sectors]).clip(0)
        along = np.maximum(self.west[sectors] - lon, lon - self.east[sectors]).clip(0) * narrowed
        squares: Floats = up * up + along * along
        return squares


def extents(
    begins: npt.NDArray[np.int64], lats: Whole, lons: Whole, placed: npt.NDArray[np.bool_]
) -> Extents:
    """The boxes of sectors whose postcodes begin at `begins`; those not `placed` are left out."""

    def least(axis: Whole) -> Whole:
        found: Whole = np.minimum.reduceat(np.where(placed, axis, _FARTHER_THAN_ALL), begins)
        return found

    def most(axis: Whole) -> Whole:
        found: Whole = np.maximum.reduceat(np.where(placed, axis, -_FARTHER_THAN_ALL), begins)
        return found

    return Extents(least(lats), most(lats), least(lons), most(lons))
