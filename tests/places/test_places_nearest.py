"""The postcode next to a point, found looking at few, is the one found looking at all around."""

from math import cos, radians

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.nearest import MICRO, NOWHERE, SECTORS_LOOKED_THROUGH, NearestUnit

LAT, LON = st.floats(50, 51), st.floats(-2, 0)
SPOT = st.one_of(st.tuples(LAT, LON), st.just((None, None)))


def _made(sectors: list[list[tuple[float | None, float | None]]]) -> NearestUnit:
    """Made up: sectors of postcodes, of which some have no place."""
    units = _micro([unit for sector in sectors for unit in sector])
    means = _micro([_mean(sector) for sector in sectors])
    first = np.cumsum([0, *map(len, sectors)]).astype(np.uint32)
    return NearestUnit(units, means, first)


def _micro(spots: list[tuple[float | None, float | None]]) -> tuple[np.ndarray, np.ndarray]:
    axes = zip(*spots, strict=True)
    lats, lons = ([NOWHERE if at is None else round(at * MICRO) for at in axis] for axis in axes)
    return np.array(lats, np.int32), np.array(lons, np.int32)


def _mean(sector: list[tuple[float | None, float | None]]) -> tuple[float | None, float | None]:
    placed = [spot for spot in sector if spot[0] is not None]
    return (
        (sum(lat for lat, _ in placed) / len(placed), sum(lon for _, lon in placed) / len(placed))
        if placed
        else (None, None)
    )


def _away(lat: float, lon: float, spots: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    north = spots[0] - lat * MICRO
    east = (spots[1] - lon * MICRO) * cos(radians(lat))
    return np.where(spots[0] == NOWHERE, np.inf, north * north + east * east)


@given(st.lists(st.lists(SPOT, min_size=1, max_size=6), min_size=1, max_size=60), LAT, LON)
def test_none_of_the_closest_sectors_has_a_nearer_one(
    sectors: list[list[tuple[float | None, float | None]]], lat: float, lon: float
) -> None:
    units = _micro([unit for sector in sectors for unit in sector])
    numbers = np.repeat(np.arange(len(sectors)), [len(sector) for sector in sectors])
    means = _away(lat, lon, _micro([_mean(sector) for sector in sectors]))
    far = _away(lat, lon, units)
    found = _made(sectors).of(lat, lon)
    if not np.isfinite(far).any():
        assert found is None
        return
    assert found is not None
    last = np.sort(means)[:SECTORS_LOOKED_THROUGH][-1]
    certain = far[means[numbers] < last]
    assert np.isfinite(far[found])
    assert means[numbers[found]] <= last
    assert far[found] <= certain.min(initial=np.inf)


@pytest.mark.parametrize("spots", [[(None, None)], [(None, None), (50.5, -1.0)]])
def test_a_postcode_without_a_place_is_never_the_nearest(
    spots: list[tuple[float | None, float | None]],
) -> None:
    found = _made([[spot] for spot in spots]).of(50.5, -1.0)
    assert found == (None if len(spots) == 1 else 1)
