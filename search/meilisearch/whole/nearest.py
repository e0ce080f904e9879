"""The nearest of many listings: circle after circle, until one holds enough."""

from math import pi, sqrt

from search.meilisearch.columns import Numbers
from search.meilisearch.table import Floats
from search.meilisearch.whole.selecting import around
from search.meilisearch.whole.state import Truths, Whole

_FEW = 3_000
_COUNTRY_M2, _CROWDED = 2.4e11, 4.0
_WIDER, _WIDEST_M = 2.0, 5_000_000.0


def nearest(
    whole: Whole, fulfilling: Truths, places: Numbers, lat: float, lon: float, end: int
) -> tuple[Numbers, Floats]:
    """Places, in order, among which the `end` nearest are, and how far each is.

    `places` are all that are `fulfilling`.
    """
    if len(places) > max(_FEW, end):
        radius = sqrt((end + 1) / len(places) * _COUNTRY_M2 / pi) / _CROWDED
        while radius < _WIDEST_M:
            found, distances = around(whole, fulfilling, lat, lon, radius)
            if len(found) >= end:
                return found, distances
            radius *= _WIDER
    return places, whole.table.nearest_m(lat, lon, whole.rows_of(places))
