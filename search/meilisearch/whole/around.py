"""Points of listings by their latitude."""

import numpy as np
import numpy.typing as npt

from places.geometry import Box
from search.meilisearch.columns import Numbers

Floats = npt.NDArray[np.float64]


class Around:
    """Which listings have a point in a box; safe to read from threads, never changed."""

    def __init__(self, points: Floats, lengths: Numbers) -> None:
        order = np.argsort(points[:, 0], kind="stable")
        self._lats, self._lons = points[order, 0], points[order, 1]
        self._places = np.repeat(np.arange(len(lengths)), lengths)[order].astype(np.uint32)

    def inside(self, box: Box, some: npt.NDArray[np.bool_]) -> tuple[Numbers, Floats, Floats]:
        """Of listings that are among `some` the place and the degrees of each point in the box."""
        first = np.searchsorted(self._lats, box.south, "left")
        end = np.searchsorted(self._lats, box.north, "right")
        lons = self._lons[first:end]
        at = first + np.flatnonzero((lons >= box.west) & (lons <= box.east))
        places = self._places[at]
        there = some[places]
        at = at[there]
        return places[there].astype(np.int64), self._lats[at], self._lons[at]


def nearest_of_each(places: Numbers, distances: Floats) -> tuple[Numbers, Floats]:
    """Each place once, in order, with the least of its distances."""
    order = np.argsort(places, kind="stable")
    places, distances = places[order], distances[order]
    firsts = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
    if len(firsts) == len(places) or not len(places):
        return places, distances
    least: Floats = np.minimum.reduceat(distances, firsts)
    return places[firsts], least
