"""The nearest of many listings: circle after circle, until one holds enough."""

from collections.abc import Sequence
from math import pi, sqrt

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.chosen import Chosen, Circle, all_distances, all_places, within
from search.whole.selecting import Filters
from search.whole.state import Whole

_FEW = 3_000
_COUNTRY_M2, _CROWDED = 2.4e11, 4.0
_WIDER, _WIDEST_M = 2.0, 5_000_000.0


def nearest(
    whole: Whole, some: Sequence[Chosen], filters: Filters, lat: float, lon: float, end: int
) -> tuple[Numbers, Floats]:
    """Places, in order, among which the `end` nearest of those are that fulfil filters, and how
    far each is."""
    count = sum(len(one.places) for one in some)
    if count > max(_FEW, end):
        radius = sqrt((end + 1) / count * _COUNTRY_M2 / pi) / _CROWDED
        while radius < _WIDEST_M:
            found = [within(one.part, Circle(lat, lon, radius), filters) for one in some]
            if sum(len(one.places) for one in found) >= end:
                return all_places(found), all_distances(found)
            radius *= _WIDER
    places = all_places(some)
    return places, whole.table.nearest_m(lat, lon, whole.rows_of(places))
