"""What a searcher's words about a place come to, over the real places of the country."""

import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.gazetteer import (
    Choice,
    Found,
    Gazetteer,
    OnePlace,
    Place,
    PostcodeFact,
    UnknownPlace,
    Unplaced,
)
from places.geometry import distance_m

WESTMINSTER, TRAFFORD, CARDIFF, EDINBURGH = "E09000033", "E08000009", "W06000015", "S12000036"


def the_place(found: Found) -> Place:
    assert isinstance(found, OnePlace), found
    return found.place


def the_choice(found: Found) -> list[str]:
    assert isinstance(found, Choice), found
    return [place.name for place in found.places]


@pytest.mark.parametrize(
    ("postcode", "lat", "lon", "authority"),
    [
        ("SW1A 1AA", 51.5011, -0.1416, WESTMINSTER),  # Buckingham Palace
        ("SW1A 2AA", 51.5034, -0.1276, WESTMINSTER),  # Downing Street
        ("M33 7ZF", 53.4251, -2.3200, TRAFFORD),  # Sale town hall
        ("EH1 2NG", 55.9486, -3.1999, EDINBURGH),  # Edinburgh Castle
        ("CF10 3RB", 51.4822, -3.1812, CARDIFF),  # Cardiff Castle
        ("TR19 7AA", 50.0660, -5.7130, "E06000052"),  # Land's End
        ("ZE1 0HB", 60.1540, -1.1450, "S12000027"),  # Lerwick
    ],
)
def test_known_postcodes_lie_where_they_are(
    gazetteer: Gazetteer, postcode: str, lat: float, lon: float, authority: str
) -> None:
    fact = gazetteer.postcode(postcode)
    assert fact is not None
    assert fact.postcode == postcode
    assert fact.authority == authority
    assert fact.lat is not None
    assert fact.lon is not None
    assert distance_m(fact.lat, fact.lon, lat, lon) < 500


@pytest.mark.parametrize(
    "typed", ["m33 7zf", "M337ZF", " m33-7zf ", "Sale, M33 7ZF", "M33\u00a07zf"]
)
def test_a_postcode_is_found_in_any_spelling(gazetteer: Gazetteer, typed: str) -> None:
    place = the_place(gazetteer.find(typed))
    assert (place.kind, place.name, place.district) == ("postcode", "M33 7ZF", "M33")
    assert place.authority == TRAFFORD


def test_o_for_nought_is_put_right(gazetteer: Gazetteer) -> None:
    assert the_place(gazetteer.find("0L1 1AA")).name == "OL1 1AA"
    assert the_place(gazetteer.find("CRO")).name == "CR0"


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [("m33 7", "sector", "M33 7"), ("m337", "sector", "M33 7"), ("m33", "district", "M33")],
)
def test_parts_of_a_postcode_are_places(
    gazetteer: Gazetteer, typed: str, kind: str, name: str
) -> None:
    place = the_place(gazetteer.find(typed))
    assert (place.kind, place.name) == (kind, name)
    assert (place.authority, place.district) == (TRAFFORD, "M33")
    assert distance_m(place.lat, place.lon, 53.4251, -2.3200) < 2_000


def test_a_postcode_without_a_place_is_said_and_not_guessed(gazetteer: Gazetteer) -> None:
    assert gazetteer.postcode("JE1 0BD") == PostcodeFact("JE1 0BD", None, None, None)
    for typed in ("je1 0bd", "JE1", "JE1 0"):
        found = gazetteer.find(typed)
        assert isinstance(found, Unplaced)
        assert "Jersey" in found.why
    found = gazetteer.find("GIR 0AA")
    assert isinstance(found, Unplaced)
    assert "no position" in found.why


@pytest.mark.parametrize("typed", ["BT1 5GS", "bt15gs", "BT1", "BT1 5"])
def test_northern_ireland_is_said_to_be_off(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.find(typed)
    assert isinstance(found, Unplaced)
    assert "licence" in found.why
    assert "operator" in found.why
    assert gazetteer.postcode("BT1 5GS") is None


def test_northern_ireland_can_be_turned_on(gazetteer_with_northern_ireland: Gazetteer) -> None:
    gazetteer = gazetteer_with_northern_ireland
    city_hall = the_place(gazetteer.find("BT1 5GS"))
    assert city_hall.authority == "N09000003"
    assert distance_m(city_hall.lat, city_hall.lon, 54.5965, -5.9301) < 500
    assert the_place(gazetteer.find("BT1")).authority == "N09000003"
    assert the_place(gazetteer.find("Belfast")).authority == "N09000003"
    assert the_place(gazetteer.find("Mid Ulster")).kind == "authority"
    assert the_place(gazetteer.find("54.5965,-5.9301")).district == "BT1"
    assert isinstance(gazetteer.find("BT99 9ZZ"), UnknownPlace)


@pytest.mark.parametrize("typed", ["ZZ99 9ZZ", "zz999zz", "M99 9ZZ", "ZZ99", "Q1 1AA", "M33 9ZZ"])
def test_an_unknown_postcode_is_named_with_an_example(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.find(typed)
    assert isinstance(found, UnknownPlace)
    assert found.text == typed
    assert "such as" in found.hint or f'try "{typed[:3]}"' in found.hint
    assert gazetteer.postcode(typed) is None


@pytest.mark.parametrize(
    ("typed", "name", "authority"),
    [
        ("Sale", "Sale", TRAFFORD),
        ("sale, trafford", "Sale", TRAFFORD),
        ("Stroud", "Stroud", "E07000082"),
        ("Stroud, Gloucestershire", "Stroud", "E07000082"),
        ("Crewe, Cheshire", "Crewe", "E06000049"),
        ("ashton under lyne", "Ashton-under-Lyne", "E08000008"),
        ("ASHTON-UNDER-LYNE", "Ashton-under-Lyne", "E08000008"),
        ("Hull", "Kingston upon Hull", "E06000010"),
        ("Bo'ness", "Bo’ness", "S12000014"),
        ("Caerdydd", "Cardiff", CARDIFF),
        ("Newport, Isle of Wight", "Newport, Isle of Wight", "E06000046"),
        ("newport wales", "Newport, Wales", "W06000022"),
        ("London", "London", WESTMINSTER),
    ],
)
def test_towns_by_name(gazetteer: Gazetteer, typed: str, name: str, authority: str) -> None:
    place = the_place(gazetteer.find(typed))
    assert (place.kind, place.name, place.authority) == ("town", name, authority)


def test_several_of_one_name_are_a_choice_the_largest_first(gazetteer: Gazetteer) -> None:
    names = the_choice(gazetteer.find("Newport"))
    assert names[0] == "Newport, Wales"
    assert {"Newport, Isle of Wight", "Newport, Shropshire", "Newport, Pembrokeshire"} < set(names)
    assert len(names) == len(set(names)) == 6
    newcastles = the_choice(gazetteer.find("Newcastle"))
    assert newcastles[:2] == ["Newcastle upon Tyne", "Newcastle under Lyme"]


def test_a_small_namesake_does_not_turn_a_city_into_a_question(gazetteer: Gazetteer) -> None:
    for city in ("Bradford", "Bolton", "Manchester", "Oldham", "Bristol", "Edinburgh"):
        assert the_place(gazetteer.find(city)).name == city


def test_every_label_that_is_offered_leads_to_its_place(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.named) > 6_000
    for one in gazetteer.named:
        place = gazetteer._names.place(one)
        assert gazetteer.find(place.name) == OnePlace(place)


@pytest.mark.parametrize(
    ("typed", "name", "authority"),
    [
        ("Trafford", "Trafford", TRAFFORD),
        ("trafford council", "Trafford", TRAFFORD),
        ("Oldham council", "Oldham (council area)", "E08000004"),
        ("Oldham metropolitan borough council", "Oldham (council area)", "E08000004"),
        ("Greater Manchester", "Greater Manchester", "E11000001"),
        ("Gloucestershire", "Gloucestershire", "E10000013"),
        ("Cumbria", "Cumbria", "E10000006"),
        ("Armagh", "Armagh", None),
    ],
)
def test_authorities_and_counties_by_name(
    gazetteer: Gazetteer, typed: str, name: str, authority: str | None
) -> None:
    place = the_place(gazetteer.find(typed))
    assert (place.name, place.authority) == (name, authority)
    assert place.kind == ("authority" if authority else "town")


@pytest.mark.parametrize("typed", ["53.4251,-2.3200", "53.4251 -2.32", " 53.4251 , -2.3200 "])
def test_a_point_is_a_place(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.find(typed)
    place = the_place(found)
    assert (place.kind, place.lat, place.lon) == ("point", 53.4251, -2.32)
    assert (place.authority, place.district) == (TRAFFORD, "M33")
    assert found == OnePlace(place)


@pytest.mark.parametrize("typed", ["48.8566,2.3522", "0,0", "-2.32,53.42", "90,180", "-90,-180"])
def test_a_point_abroad_is_answered_and_said(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.find(typed)
    assert isinstance(found, OnePlace)
    assert found.note is not None
    assert "outside the United Kingdom" in found.note
    assert (found.place.authority, found.place.district) == (None, None)


@pytest.mark.parametrize("typed", ["91,0", "53.42,181", "9999,9999", "-90.1,0"])
def test_a_point_off_the_globe_is_unknown(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.find(typed)
    assert isinstance(found, UnknownPlace)
    assert "latitude" in found.hint


@pytest.mark.parametrize(
    "typed",
    ["", " ", "nan,nan", "inf,0", "1e400,2", "\x00", "\ud800", "Sale, Rhode Island", "9" * 30, ",",
     "x" * 100_000, "M33 7ZF" * 50, "'; --", "\u202eelaS", "ﷺ" * 100, "1,2,3", "Atlantis"],
)  # fmt: skip
def test_nonsense_is_unknown_and_fit_to_be_shown(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.find(typed)
    assert isinstance(found, UnknownPlace)
    assert len(found.text) <= 80
    assert found.text.encode("utf-8").decode("utf-8").isprintable()
    assert "such as" in found.hint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_answered(gazetteer: Gazetteer, typed: str) -> None:
    assert isinstance(gazetteer.find(typed), OnePlace | Choice | Unplaced | UnknownPlace)
    assert len(gazetteer.complete(typed, 5)) <= 5


def test_a_mistyped_name_is_hinted_at(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Altrincam")
    assert isinstance(found, UnknownPlace)
    assert '"Altrincham"' in found.hint


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("sal", "Salford"),
        ("SALE", "Sale"),
        ("oldh", "Oldham"),
        ("hul", "Kingston upon Hull"),
        ("Ashton-u", "Ashton-under-Lyne"),
        ("ashton u", "Ashton-under-Lyne"),
        ("traff", "Trafford"),
        ("newp", "Newport, Wales"),
        ("m33", "M33"),
        ("sw1", "SW10"),
    ],
)
def test_letters_are_completed(gazetteer: Gazetteer, letters: str, first: str) -> None:
    names = [place.name for place in gazetteer.complete(letters, 5)]
    assert names[0] == first
    assert len(names) == len(set(names)) <= 5


def test_completions_hold_towns_and_districts_side_by_side(gazetteer: Gazetteer) -> None:
    kinds = [place.kind for place in gazetteer.complete("sw", 8)]
    assert "town" in kinds
    assert "district" in kinds
    assert gazetteer.complete("", 8) == gazetteer.complete("sale", 0) == []
    assert gazetteer.complete("qqq", 8) == []


def test_authority_names_come_by_old_and_new_codes(gazetteer: Gazetteer) -> None:
    assert gazetteer.authority_name("S12000049") == "Glasgow City"
    assert gazetteer.authority_name("S12000046") == "Glasgow City"
    assert gazetteer.authority_name("E99999999") is None


def test_nothing_that_was_looked_up_is_logged(
    gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for typed in ("M33 7ZF", "ZZ99 9ZZ", "Newport", "53.4251,-2.32", "BT1 5GS", "nowhere"):
            gazetteer.find(typed)
            gazetteer.complete(typed, 5)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_places_hold_no_logging_at_all() -> None:
    rooms = Path(__file__).resolve().parents[2] / "places"
    sources = [path.read_text(encoding="utf-8") for path in rooms.glob("*.py")]
    assert len(sources) > 10
    assert not any("import logging" in text or "print(" in text for text in sources)
