"""Squares that cover a box leave out no place in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.geometry import Box, box
from search.embedded.cells import cells_of, covering


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(1, 500_000),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_every_place_of_a_box_stands_in_one_of_its_squares(
    lat: float, lon: float, within_m: float, up: float, along: float
) -> None:
    area = box(lat, lon, within_m)
    there = (
        min(area.north, area.south + up * (area.north - area.south)),
        min(area.east, area.west + along * (area.east - area.west)),
    )
    squares = covering(area)
    assert not squares or set(squares) & set(cells_of(*there))


@pytest.mark.parametrize("within_m", [50, 8_047, 100_000])
def test_few_squares_cover_what_people_ask_for(within_m: float) -> None:
    assert 1 <= len(covering(box(53.42, -2.32, within_m))) <= 48


def test_the_whole_earth_is_covered_by_none() -> None:
    assert covering(Box(-90.0, -180.0, 90.0, 180.0)) == []
