"""The postcode next to a point, found looking at few, is the one found looking at all."""

from math import cos, radians

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.halving import FEW, near_sections
from places.nearest import FARTHEST, MICRO, NOWHERE, NearestUnit

LAT, LON = st.floats(50, 50.5), st.floats(-1, 0)
CLOSE_BY = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda steps: (50.2 + steps[0] / 1e5, -0.5 + steps[1] / 1e5)
)
"""Few spots, so that several postcodes have the same."""
SPOT = st.one_of(st.tuples(LAT, LON), CLOSE_BY, st.just((None, None)))
Degrees = tuple[float | None, float | None]


def _made(sectors: list[list[Degrees]]) -> NearestUnit:
    """Made up: sectors of postcodes, of which some have no place."""
    lat, lon = _micro([unit for sector in sectors for unit in sector])
    sector_lat, sector_lon = _micro([_mean(sector) for sector in sectors])
    made = {
        "unit_lat": lat.tobytes(),
        "unit_lon": lon.tobytes(),
        "sector_lat": sector_lat.tobytes(),
        "sector_lon": sector_lon.tobytes(),
        "sector_first": np.cumsum([0, *map(len, sectors)]).astype(np.uint32).tobytes(),
    }
    made |= near_sections(made)
    return NearestUnit(lambda name: memoryview(made[name]))


def _micro(spots: list[Degrees]) -> tuple[np.ndarray, np.ndarray]:
    axes = zip(*spots, strict=True)
    lats, lons = ([NOWHERE if at is None else round(at * MICRO) for at in axis] for axis in axes)
    return np.array(lats, np.int32), np.array(lons, np.int32)


def _mean(sector: list[Degrees]) -> Degrees:
    placed = [spot for spot in sector if spot[0] is not None]
    if not placed:
        return None, None
    lats, lons = zip(*placed, strict=True)
    return sum(lats) / len(placed), sum(lons) / len(placed)


def _away(lat: float, lon: float, sectors: list[list[Degrees]]) -> np.ndarray:
    lats, lons = _micro([unit for sector in sectors for unit in sector])
    north = lats - lat * MICRO
    east = (lons - lon * MICRO) * cos(radians(lat))
    return np.where(lats == NOWHERE, np.inf, north * north + east * east)


@given(st.lists(st.lists(SPOT, min_size=1, max_size=FEW), min_size=1, max_size=30), LAT, LON)
def test_none_of_all_is_nearer(sectors: list[list[Degrees]], lat: float, lon: float) -> None:
    away = _away(lat, lon, sectors)
    found = _made(sectors).of(lat, lon)
    if found is None:
        assert not np.isfinite(away).any()
    else:
        assert away[found] == away.min()


def test_none_of_very_many_is_nearer() -> None:
    pick = np.random.default_rng(20261122)
    spots = [(50 + lat, lon) for lat, lon in pick.exponential(0.05, (20_000, 2)).tolist()]
    sectors = [spots[at : at + 200] for at in range(0, len(spots), 200)]
    nearest = _made(sectors)
    for lat, lon in [*spots[:50], (50.4, 0.4), (49.8, -0.2)]:
        away, found = _away(lat, lon, sectors), nearest.of(lat, lon)
        assert found is not None
        assert away[found] == away.min()


@pytest.mark.parametrize("spots", [[(None, None)], [(None, None), (50.5, -1.0)]])
def test_a_postcode_without_a_place_is_never_the_nearest(spots: list[Degrees]) -> None:
    found = _made([[spot] for spot in spots]).of(50.5, -1.0)
    assert found == (None if len(spots) == 1 else 1)


def test_what_is_far_away_is_near_to_nothing() -> None:
    nearest = _made([[(50.5, -1.0)]])
    far = FARTHEST / MICRO
    assert nearest.of(50.5 + far * 0.99, -1.0) == 0
    assert nearest.of(50.5 + far * 1.01, -1.0) is None
    assert nearest.of(-50.5, 100.0) is None


def test_of_those_at_one_spot_the_one_from_around_there_is_taken() -> None:
    elsewhere = [(50.1, -0.9), (50.3, -0.5)]
    around = [(50.3, -0.5), (50.3, -0.51)]
    assert _made([elsewhere, around]).of(50.3, -0.5) == 2
    assert _made([around, elsewhere]).of(50.3, -0.5) == 0
    assert _made([around, around]).of(50.3, -0.5) == 0
