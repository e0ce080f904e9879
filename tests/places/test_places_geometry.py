"""Distances on the sphere, and boxes that leave out no point of their circle."""

from math import asin, atan2, cos, degrees, pi, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.geometry import EARTH_RADIUS_M, RINGS_M, box, distance_m, distances_m

LATS = st.floats(-90, 90)
LONS = st.floats(-180, 180)
HALF_WAY_ROUND_M = pi * EARTH_RADIUS_M


def _towards(lat: float, lon: float, bearing: float, metres: float) -> tuple[float, float]:
    """The point that lies so many metres along a bearing (radians) from a point in degrees."""
    phi, angle = radians(lat), metres / EARTH_RADIUS_M
    to_phi = asin(sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(bearing))
    turn = atan2(sin(bearing) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sin(to_phi))
    return degrees(to_phi), (lon + degrees(turn) + 540) % 360 - 180


def test_a_degree_of_latitude_is_its_share_of_the_circle() -> None:
    assert distance_m(0, 0, 1, 0) == pytest.approx(2 * pi * EARTH_RADIUS_M / 360, rel=1e-12)
    assert distance_m(0, 179.5, 0, -179.5) == pytest.approx(2 * pi * EARTH_RADIUS_M / 360)
    assert distance_m(90, 0, -90, 50) == pytest.approx(HALF_WAY_ROUND_M)


def test_london_to_edinburgh_is_534_km() -> None:
    assert distance_m(51.5074, -0.1278, 55.9533, -3.1883) == pytest.approx(534_000, abs=1_000)


@given(LATS, LONS, LATS, LONS)
def test_distance_is_even_handed_bounded_and_the_same_in_numpy(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    there = distance_m(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(distance_m(lat2, lon2, lat1, lon1), abs=1e-6)
    assert 0 <= there <= HALF_WAY_ROUND_M + 1e-3
    many = distances_m(lat1, lon1, np.array([lat2]), np.array([lon2]))
    assert many[0] == pytest.approx(there, abs=1e-6)


@given(LATS, LONS, st.floats(0, 2e7), st.floats(0, 2 * pi), st.floats(0, 1))
def test_a_box_leaves_out_no_point_of_its_circle(
    lat: float, lon: float, within_m: float, bearing: float, share: float
) -> None:
    there = _towards(lat, lon, bearing, within_m * share)
    if distance_m(lat, lon, *there) <= within_m:
        edges = box(lat, lon, within_m)
        assert edges.south <= there[0] <= edges.north
        assert edges.west <= there[1] <= edges.east


@given(st.floats(49, 61), st.floats(-9, 2), st.sampled_from(RINGS_M[:-1]))
def test_a_british_box_is_not_much_larger_than_its_circle(
    lat: float, lon: float, within_m: float
) -> None:
    edges = box(lat, lon, within_m)
    assert distance_m(lat, lon, edges.north, lon) == pytest.approx(within_m, abs=0.1)
    assert distance_m(lat, lon, lat, edges.east) <= within_m * 1.05


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.0, 0.0), (-90.0, 0.0), (89.999, 10.0), (0.0, 179.99), (0.0, -180.0)]
)
def test_boxes_over_a_pole_or_the_antimeridian_go_all_the_way_round(lat: float, lon: float) -> None:
    edges = box(lat, lon, 10_000)
    assert (edges.west, edges.east) == (-180.0, 180.0)
    assert -90 <= edges.south < edges.north <= 90


def test_rings_grow_and_the_last_holds_the_country() -> None:
    assert list(RINGS_M) == sorted(RINGS_M)
    assert RINGS_M[-1] > distance_m(49.86, -6.4, 60.86, -0.76)
