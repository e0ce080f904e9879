"""Which names mean exactly one area, and which are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.area_names import code_of
from places.areas import areas, authorities


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Trafford", "E08000009"),
        (" trafford ", "E08000009"),
        ("Trafford Council", "E08000009"),
        ("Trafford Metropolitan Borough Council", "E08000009"),
        ("Borough of Trafford", "E08000009"),
        ("City of Bristol", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("London Borough of Camden", "E09000007"),
        ("Royal Borough of Kensington & Chelsea", "E09000020"),
        ("Glasgow", "S12000049"),
        ("City and County of Swansea", "W06000011"),
        ("St. Helens", "E08000013"),
        ("Greater Manchester", "E11000001"),
        ("Kent County Council", "E10000016"),
        ("North West England", "E12000002"),
        ("London", "E12000007"),
        ("City of London", "E09000001"),
        ("County Durham", "E06000047"),
        ("Durham", "E06000047"),
        ("Durham County Council", "E06000047"),
        ("Greater London", "E12000007"),
        ("Wales", "W92000004"),
        ("United Kingdom", "K02000001"),
    ],
)
def test_a_name_that_means_one_area(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    "name",
    [
        "", "Sale", "Council", "City of", "Newcastle", "Cumbria", "Borough of London",
        "West Midlands", "North East", "South West", "near Trafford", "Trafford and around",
        "Trafford, Manchester", "Trafford" * 50,
    ],
)  # fmt: skip
def test_a_name_that_means_none_or_several(name: str) -> None:
    assert code_of(name) is None


def test_every_authority_is_found_by_its_own_name() -> None:
    assert {code: code_of(one.name) for code, one in authorities().items()} == {
        code: code for code in authorities()
    }


@given(st.text())
def test_whatever_is_asked_is_an_area_or_none(name: str) -> None:
    code = code_of(name)
    assert code is None or code in authorities() or code in areas()
