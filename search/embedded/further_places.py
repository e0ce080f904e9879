"""The second and further places of listings, in memory: few, and quicker found here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from places.geometry import box, distances_m
from search.embedded.filters import one_of
from search.embedded.schema import EXTRA, FLAGS, KEY, LAT, LON

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """Keys of listings, ascending and each once, with the distance of the nearest such place."""

    keys: Numbers
    distances_m: Floats

    def of(self, keys: Numbers) -> Floats:
        """The distance for each of these keys; infinite for those that have no place here."""
        if not len(self.keys):
            return np.full(len(keys), np.inf)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.distances_m[at], np.inf)


@dataclass(frozen=True, slots=True)
class _Places:
    """Ordered by latitude."""

    lats: Floats
    lons: Floats
    keys: Numbers


class FurtherPlaces:
    """Read from a searcher when first asked for; safe to share between threads."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    @cached_property
    def _places(self) -> _Places:
        searcher = self._searcher
        clause = one_of(FLAGS, [EXTRA])
        hits = searcher.search(clause, limit=max(searcher.num_docs, 1), count=False).hits
        rows = [address for _, address in hits]
        lats, lons = (np.array(searcher.fast_field_values(f, rows), float) for f in (LAT, LON))
        order = np.argsort(lats, kind="stable")
        return _Places(lats[order], lons[order], keys_of(searcher, rows)[order])

    def within(self, lat: float, lon: float, within_m: float) -> Near:
        """The listings that have a further place within `within_m` metres of a point."""
        places, area = self._places, box(lat, lon, within_m)
        first = np.searchsorted(places.lats, area.south, "left")
        end = np.searchsorted(places.lats, area.north, "right")
        distances = distances_m(lat, lon, places.lats[first:end], places.lons[first:end])
        inside = np.flatnonzero(distances <= within_m)
        return _nearest_of_each(places.keys[first:end][inside], distances[inside])


def _nearest_of_each(keys: Numbers, distances: Floats) -> Near:
    order = np.lexsort((distances, keys))
    keys, distances = keys[order], distances[order]
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    return Near(keys[first], distances[first])


def keys_of(searcher: Any, rows: Sequence[Any]) -> Numbers:
    """The sorting keys of rows."""
    return np.array(searcher.fast_field_values(KEY, rows), np.int64)
