"""The nearest of many listings: circle after circle, until one holds enough."""

from collections.abc import Sequence
from math import pi, sqrt

import numpy as np

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.fulfilling import Circle, Part, all_distances, all_places, within
from search.whole.state import Whole

_FEW = 3_000
_COUNTRY_M2, _CROWDED = 2.4e11, 4.0
_WIDER, _WIDEST_M = 2.0, 5_000_000.0


def nearest(
    whole: Whole, parts: Sequence[Part], lat: float, lon: float, end: int
) -> tuple[Numbers, Floats]:
    """Places, in order, among which the `end` nearest of all are, and how far each is."""
    count = sum(len(one.places) for one in parts)
    if count > max(_FEW, end):
        radius = sqrt((end + 1) / count * _COUNTRY_M2 / pi) / _CROWDED
        while radius < _WIDEST_M:
            found = [_within(one, Circle(lat, lon, radius)) for one in parts]
            if sum(len(one.places) for one in found) >= end:
                return all_places(found), all_distances(found)
            radius *= _WIDER
    places = all_places(parts)
    return places, whole.table.nearest_m(lat, lon, whole.rows_of(places))


def _within(part: Part, circle: Circle) -> Part:
    there = np.zeros(part.segment.size, bool)
    there[part.places] = True
    return within(part.segment, part.start, circle, there, (), 0)
