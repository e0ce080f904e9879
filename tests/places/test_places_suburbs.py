"""Suburbs learnt from addresses become places, and never stand in the way of towns."""

import pytest

from places.gazetteer import Choice, Gazetteer, OnePlace, UnknownPlace
from places.suburbs import Sighting, with_suburbs

TRAFFORD, MANCHESTER, LEEDS = "E08000009", "E08000003", "E08000035"
MADE_UP = [
    Sighting("Larkfield Moor", 53.42, -2.32, TRAFFORD),
    Sighting("LARKFIELD MOOR", 53.43, -2.33, TRAFFORD),
    Sighting("Larkfield  Moor", 53.42, -2.34, TRAFFORD),
]


def test_a_suburb_is_learnt_with_its_middle_and_district(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer.find("Larkfield Moor"), UnknownPlace)
    found = with_suburbs(gazetteer, MADE_UP).find("larkfield moor")
    assert isinstance(found, OnePlace)
    place = found.place
    assert (place.kind, place.name, place.authority) == ("suburb", "Larkfield Moor", TRAFFORD)
    assert (place.lat, place.lon, place.district) == (53.42, -2.33, "M33")


def test_the_gazetteer_itself_does_not_change(gazetteer: Gazetteer) -> None:
    before = len(gazetteer.named)
    more = with_suburbs(gazetteer, MADE_UP)
    assert (len(gazetteer.named), len(more.named)) == (before, before + 1)
    assert more.postcode("M33 7ZF") == gazetteer.postcode("M33 7ZF")


def test_a_learnt_suburb_is_completed(gazetteer: Gazetteer) -> None:
    names = [place.name for place in with_suburbs(gazetteer, MADE_UP).complete("larkf", 5)]
    assert names == ["Larkfield Moor"] or "Larkfield Moor" in names


def test_one_suburb_in_two_cities_is_a_choice_whose_labels_work(gazetteer: Gazetteer) -> None:
    far = [Sighting("Larkfield Moor", 53.80, -1.55, LEEDS)] * 2
    more = with_suburbs(gazetteer, [*MADE_UP, *far])
    found = more.find("Larkfield Moor")
    assert isinstance(found, Choice)
    assert [one.name for one in found.places] == [
        "Larkfield Moor, Trafford",
        "Larkfield Moor, Leeds",
    ]
    for place in found.places:
        assert more.find(place.name) == OnePlace(place)


def test_a_suburb_over_a_boundary_is_one(gazetteer: Gazetteer) -> None:
    near = [Sighting("Larkfield Moor", 53.44, -2.28, MANCHESTER)] * 2
    found = with_suburbs(gazetteer, [*MADE_UP, *near]).find("Larkfield Moor")
    assert isinstance(found, OnePlace)
    assert found.place.authority == TRAFFORD


@pytest.mark.parametrize(
    "name",
    ["Manchester", "manchester", "Ashton", "Trafford", "Greater Manchester", "Cheshire", "England",
     "12 Larkfield Way", "", " ", "?!", "x" * 60, "Ab"],
)  # fmt: skip
def test_what_is_no_suburb_is_not_learnt(gazetteer: Gazetteer, name: str) -> None:
    sightings = [Sighting(name, 53.44, -2.25, TRAFFORD)] * 5
    assert with_suburbs(gazetteer, sightings).named == gazetteer.named


def test_one_sighting_is_not_enough(gazetteer: Gazetteer) -> None:
    assert with_suburbs(gazetteer, MADE_UP[:1]).named == gazetteer.named
    assert len(with_suburbs(gazetteer, MADE_UP[:1], least=1).named) == len(gazetteer.named) + 1


def test_the_order_of_sightings_does_not_matter(gazetteer: Gazetteer) -> None:
    sightings = [*MADE_UP, Sighting("Larkfield Moor", 53.45, -2.30, MANCHESTER)] * 2
    forwards = with_suburbs(gazetteer, sightings)
    assert with_suburbs(gazetteer, sightings[::-1]).named == forwards.named
