"""Postcodes, points and areas, with the faults that real lists have."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.areas import clean_area
from harvesters.cleaning.coordinates import clean_grid_point, clean_point, settle_point
from harvesters.cleaning.land import is_on_land
from harvesters.cleaning.postcodes import clean_postcode, postcode_in
from places.place import Point, PostcodeFact


@pytest.mark.parametrize("said", ["M33 7ZF", "m337zf", " M33  7ZF ", "M33-7ZF", "Sale, M33 7ZF"])
def test_a_postcode_in_any_spelling(said: str) -> None:
    assert clean_postcode(said, "postal_code") == ("M33 7ZF", ())


@pytest.mark.parametrize("said", ["WA154 1HF", "Sale", "M33"])
def test_what_is_no_postcode_is_left_out(said: str) -> None:
    postcode, issues = clean_postcode(said, "postal_code")
    assert postcode is None
    assert [one.code for one in issues] == ["postcode-unreadable"]


def test_of_two_postcodes_the_first_is_used_and_that_is_said() -> None:
    postcode, issues = clean_postcode("M33 7ZF or M33 2DH", "postal_code")
    assert postcode == "M33 7ZF"
    assert [one.code for one in issues] == ["postcode-several"]


def test_the_postcode_at_the_end_of_an_address_is_found() -> None:
    assert postcode_in("1 Made Up Street, Sale, M337ZF") == "M33 7ZF"
    assert postcode_in("1 Made Up Street, Sale") is None


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(53.42, -2.32), ("53.42", "-2.32"), ("53,42", "-2,32"), (60.15, -1.15), (50.1, -5.5)],
)
def test_points_on_land_stay(lat: object, lon: object) -> None:
    point, issues = clean_point(lat, lon, "location")
    assert point is not None
    assert issues == ()


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (-2.32, 53.42, "coordinate-swapped"),
        (391_000, 379_000, "coordinate-on-grid"),
        (379_000, 391_000, "coordinate-on-grid"),
    ],
)
def test_points_that_can_be_put_right_are(lat: float, lon: float, code: str) -> None:
    point, issues = clean_point(lat, lon, "location")
    assert point is not None
    assert is_on_land(*point)
    assert [one.code for one in issues] == [code]


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (0, 0, "coordinate-zero"),
        (53.7, -4.2, "coordinate-at-sea"),
        (54.5, 1.5, "coordinate-at-sea"),
        (53.42, 2.32, "coordinate-outside-uk"),
        (40.7, -74.0, "coordinate-outside-uk"),
        ("north", "west", "coordinate-unreadable"),
        (53.42, None, "coordinate-unreadable"),
        (float("nan"), -2.3, "coordinate-unreadable"),
        ("1e400", -2.3, "coordinate-unreadable"),
    ],
)
def test_points_that_cannot_be_are_left_out(lat: object, lon: object, code: str) -> None:
    point, issues = clean_point(lat, lon, "location")
    assert point is None
    assert [one.code for one in issues] == [code]


def test_no_point_is_no_fault() -> None:
    assert clean_point(None, "", "location") == (None, ())


def test_metres_of_both_grids() -> None:
    british, issues = clean_grid_point("379000", "391000", "location")
    assert british == pytest.approx((53.4154, -2.3174), abs=0.001)
    assert issues == ()
    irish, issues = clean_grid_point(333_000, 374_000, "location", irish=True)
    assert irish == pytest.approx((54.597, -5.943), abs=0.001)
    assert issues == ()


FACT = PostcodeFact("M33 7ZF", 53.4251, -2.3190, "E08000009")


def test_a_point_near_its_postcode_is_shown() -> None:
    point = Point(53.4243, -2.3221)
    assert settle_point(point, FACT, "location") == (point, ())


def test_a_point_far_from_its_postcode_gives_way_to_it() -> None:
    point, issues = settle_point(Point(53.48, -2.23), FACT, "location")
    assert point == Point(53.4251, -2.3190)
    assert "8.5 km from M33 7ZF" in str(issues[0])


def test_a_place_without_a_point_takes_its_postcode_s() -> None:
    assert settle_point(None, FACT, "location") == (Point(53.4251, -2.3190), ())
    assert settle_point(None, PostcodeFact("M33 9ZZ", None, None, None), "location") == (None, ())


@pytest.mark.parametrize(
    ("said", "name", "code"),
    [
        ("E08000009", None, "E08000009"),
        ("e08000009", None, "E08000009"),
        ("S12000046", "Glasgow City", "S12000049"),
        ("XS", "Scotland", "S92000003"),
    ],
)
def test_areas_by_the_code_that_holds_today(said: str, name: str | None, code: str) -> None:
    area, issues = clean_area(said, "service_areas.code", name)
    assert area is not None
    assert area.code == code
    assert issues == ()


def test_a_lost_zero_is_restored_only_if_the_name_confirms_it() -> None:
    area, issues = clean_area("E0800009", "service_areas.code", "Trafford")
    assert area is not None
    assert (area.code, area.type) == ("E08000009", "local_authority")
    assert [one.code for one in issues] == ["area-code-zero"]
    for name in (None, "Bury"):
        area, issues = clean_area("E0800009", "service_areas.code", name)
        assert area is None
        assert [one.code for one in issues] == ["area-code-unreadable"]


def test_every_named_place_of_great_britain_lies_on_land(shared_dir: Path) -> None:
    file = shared_dir / "data/places/os_open_names_places.tsv.gz"
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        points = [tuple(map(float, row.rstrip("\n").split("\t")[3:5])) for row in rows]
    assert len(points) > 45_000
    assert [point for point in points if not is_on_land(*point)] == []


@given(st.floats(), st.floats())
def test_whatever_comes_out_lies_on_land(lat: float, lon: float) -> None:
    point, issues = clean_point(lat, lon, "location")
    assert (point is None) or is_on_land(*point)
    assert point is not None or issues or (lat != lat and lon != lon)
