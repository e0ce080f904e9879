"""Points of listings by their latitude."""

import numpy as np
import numpy.typing as npt

from places.geometry import Box
from search.facts.columns import Numbers

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
_BITS, _ALL_BITS = 32, 2**32 - 1


class Around:
    """Which listings have a point in a box; safe to read from threads, never changed."""

    def __init__(self, points: Floats, lengths: Numbers) -> None:
        order = np.argsort(points[:, 0], kind="stable")
        self._lats, self._lons = points[order, 0], points[order, 1]
        self._places = np.repeat(np.arange(len(lengths)), lengths)[order].astype(np.uint32)

    def inside(self, box: Box, some: Truths | None) -> tuple[Numbers, Floats, Floats]:
        """The place and the degrees of each point in the box, of listings among `some`, if told."""
        first = np.searchsorted(self._lats, box.south, "left")
        end = np.searchsorted(self._lats, box.north, "right")
        lons = self._lons[first:end]
        at = first + np.flatnonzero((lons >= box.west) & (lons <= box.east))
        places = self._places[at]
        if some is not None:
            there = some[places]
            at, places = at[there], places[there]
        return places.astype(np.int64), self._lats[at], self._lons[at]


def nearest_of_each(places: Numbers, distances: Floats) -> tuple[Numbers, Floats]:
    """Where each place stands, once, in the order of places, and the least of its distances."""
    both = np.sort(places << _BITS | np.arange(len(places)))
    places, order = both >> _BITS, both & _ALL_BITS
    distances = distances[order]
    firsts = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
    if len(firsts) == len(places) or not len(places):
        return order, distances
    least: Floats = np.minimum.reduceat(distances, firsts)
    return order[firsts], least
