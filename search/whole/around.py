"""Points of listings by their latitude."""

import numpy as np

from places.geometry import Box
from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.arrays import Entries

_BITS, _ALL_BITS = 32, 2**32 - 1


class Around:
    """Which listings have a point in a box; safe to read from threads, never changed."""

    def __init__(self, points: Floats, lengths: Numbers) -> None:
        order = np.argsort(points[:, 0], kind="stable")
        self._lats, self._lons = points[order, 0], points[order, 1]
        self._places = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)[order]

    def among(self, places: Entries, size: int) -> Entries:
        """Where the points of some listings stand, out of all `size`."""
        there = np.zeros(size, bool)
        there[places] = True
        return np.flatnonzero(there.take(self._places)).astype(np.uint32)

    def inside(self, box: Box, some: Entries | None) -> tuple[Numbers, Floats, Floats]:
        """The place and the degrees of each point in the box, out of all or of `some`, by where
        they stand."""
        first, end = self._lats.searchsorted((box.south, box.north)).tolist()
        if some is None:
            lons = self._lons[first:end]
            at = first + ((lons >= box.west) & (lons <= box.east)).nonzero()[0]
        else:
            begin, stop = some.searchsorted(np.array((first, end), np.uint32)).tolist()
            at = some[begin:stop].astype(np.int64)
            lons = self._lons.take(at)
            at = at[(lons >= box.west) & (lons <= box.east)]
        return self._places.take(at).astype(np.int64), self._lats.take(at), self._lons.take(at)


def nearest_of_each(places: Numbers, distances: Floats) -> tuple[Numbers, Floats]:
    """Each place once, in order, and the least of its distances."""
    both = np.sort(places << _BITS | np.arange(len(places)))
    places, distances = both >> _BITS, distances.take(both & _ALL_BITS)
    other = places[1:] != places[:-1]
    if other.all():
        return places, distances
    firsts = np.concatenate(([True], other)).nonzero()[0]
    least: Floats = np.minimum.reduceat(distances, firsts)
    return places[firsts], least
