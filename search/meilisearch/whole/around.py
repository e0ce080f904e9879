"""Places of listings by their latitude."""

import numpy as np
import numpy.typing as npt

from places.geometry import Box
from search.meilisearch.columns import Numbers

_ROUNDING = 4e-5
"""Degrees are kept with 24 bits, which is 0.00002 at most beside the truth."""


class Around:
    """Which listings may have some place in a box; exact distances decide afterwards."""

    def __init__(self, points: npt.NDArray[np.float64], lengths: Numbers) -> None:
        order = np.argsort(points[:, 0], kind="stable")
        self._lats = points[order, 0].astype(np.float32)
        self._lons = points[order, 1].astype(np.float32)
        self._places = np.repeat(np.arange(len(lengths)), lengths)[order].astype(np.uint32)

    def inside(self, box: Box) -> Numbers:
        """Places of listings in whatever order, one as often as it has points in the box."""
        ends = np.array((box.south - _ROUNDING, box.north + _ROUNDING), np.float32)
        first, end = np.searchsorted(self._lats, ends).tolist()
        lons = self._lons[first:end]
        west, east = np.float32(box.west - _ROUNDING), np.float32(box.east + _ROUNDING)
        found: Numbers = self._places[first:end][(lons >= west) & (lons <= east)].astype(np.int64)
        return found
