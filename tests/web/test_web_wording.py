"""Facts in plain words."""

from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest

from journeys.finding.miles import miles
from schema.encoding import decode
from schema.phone import Phone
from schema.schedule import Schedule
from schema.service import Service
from search.answers import Match
from web.asking.distances import distances, read_distance
from web.wording.contacts import email_link, number_link, phone_link, web_link
from web.wording.costs import costs
from web.wording.dates import ago, in_words
from web.wording.joining import room_left
from web.wording.lists import counted, joined, shortened
from web.wording.matching import reasons
from web.wording.opening import as_given, opening
from web.wording.people import who_for
from web.wording.places import in_short
from web.wording.times import clock, span

TODAY = date(2026, 11, 21)
SOME = UUID("1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11")


def service(**fields: Any) -> Service:
    """A made-up service that says only this."""
    said = {"id": str(SOME), "name": "Made up", "status": "active", **fields}
    return decode(Service, orjson.dumps(said))


def schedule(**fields: Any) -> Schedule:
    return decode(Schedule, orjson.dumps({"id": str(SOME), **fields}))


def weekly(
    byday: str, opens: str | None = None, closes: str | None = None, **more: Any
) -> Schedule:
    times = {"opens_at": opens, "closes_at": closes}
    told = {name: value for name, value in times.items() if value}
    return schedule(freq="WEEKLY", byday=byday, **told, **more)


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "less than 0.1 miles"),
        (60, "less than 0.1 miles"),
        (500, "0.3 miles"),
        (1_609.344, "1 mile"),
        (8_047, "5 miles"),
        (16_000, "9.9 miles"),
        (16_050, "10 miles"),
        (100_000, "62 miles"),
    ],
)
def test_distances(metres: float, words: str) -> None:
    assert miles(metres) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 11), "10 days ago"),
        (date(2026, 11, 7), "2 weeks ago"),
        (date(2026, 9, 25), "8 weeks ago"),
        (date(2026, 9, 1), "2 months ago"),
        (date(2025, 12, 1), "11 months ago"),
        (date(2025, 11, 21), "1 year ago"),
        (date(2020, 1, 1), "6 years ago"),
        (date(2026, 12, 3), "on 3 December 2026"),
    ],
)
def test_how_long_ago(day: date, words: str) -> None:
    assert ago(day, TODAY) == words


def test_days_are_written_out() -> None:
    assert in_words(date(2026, 3, 1)) == "1 March 2026"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("00:00", "midnight"),
        ("00:30", "12:30am"),
        ("09:00", "9am"),
        ("12:00", "midday"),
        ("12:15", "12:15pm"),
        ("17:05", "5:05pm"),
        ("23:59", "midnight"),
        ("09:00:00Z", "9am"),
    ],
)
def test_times(time: str, words: str) -> None:
    assert clock(time) == words


def test_spans_of_time() -> None:
    assert span("00:00", "23:59") == "all day"
    assert span("09:00", None) == "from 9am"
    assert span(None, "17:00") == "until 5pm"
    assert span(None, None) == ""


@pytest.mark.parametrize(
    ("schedules", "lines"),
    [
        ([weekly("MO,TU,WE,TH,FR", "09:00", "17:00")], ["Monday to Friday, 9am to 5pm"]),
        ([weekly("TU,TH", "14:00", "16:00")], ["Tuesday and Thursday, 2pm to 4pm"]),
        ([weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")], ["Every day, all day"]),
        ([weekly("SA")], ["Saturday"]),
        (
            [
                weekly("MO", "09:00", "12:00"),
                weekly("MO", "13:00", "17:00"),
                weekly("SU", "10:00", "12:00"),
            ],
            ["Monday, 9am to midday and 1pm to 5pm", "Sunday, 10am to midday"],
        ),
        ([weekly("TU", "14:00", "16:00", interval=2)], ["Every other Tuesday, 2pm to 4pm"]),
        ([weekly("TU", interval=3)], ["Every 3 weeks on Tuesday"]),
        ([weekly("MO", "10:00", "11:00", notes="Term time")], ["Monday, 10am to 11am – Term time"]),
        (
            [schedule(freq="MONTHLY", byday="1WE,3WE", opens_at="18:00")],
            ["First and third Wednesday of the month, from 6pm"],
        ),
        ([schedule(freq="MONTHLY", byday="-1FR")], ["Last Friday of the month"]),
        (
            [schedule(freq="MONTHLY", byday="1MO,2FR")],
            ["First Monday and second Friday of the month"],
        ),
        (
            [schedule(freq="MONTHLY", bymonthday="1,22,-1")],
            ["The 1st, the 22nd and the last day of the month"],
        ),
        (
            [schedule(freq="MONTHLY", byday="2MO", interval=2)],
            ["Second Monday of every other month"],
        ),
        ([schedule(dtstart="2026-12-03", opens_at="14:00")], ["On 3 December 2026, from 2pm"]),
        ([schedule(opens_at="09:00", closes_at="17:00")], ["9am to 5pm"]),
        ([schedule(description="When the moon shines")], []),
        (
            [weekly("MO", valid_from="2026-01-05", valid_to="2026-07-31")],
            ["Monday (these times were given until 31 July 2026; ask first)"],
        ),
        ([weekly("MO", valid_from="2027-01-04")], ["Monday (from 4 January 2027)"]),
        ([weekly("MO", until="2027-07-31")], ["Monday (until 31 July 2027)"]),
        ([weekly("XX"), weekly("")], []),
    ],
)
def test_opening_times(schedules: list[Schedule], lines: list[str]) -> None:
    assert opening(schedules, TODAY) == lines


def test_times_as_they_were_given_are_told_once() -> None:
    said = [schedule(description="Tuesdays"), schedule(description="Tuesdays "), schedule()]
    assert as_given(said) == ["Tuesdays"]


def _price(**fields: Any) -> dict[str, Any]:
    return {"id": str(SOME), "service_id": str(SOME), **fields}


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({}, []),
        ({"free_of_charge": True}, ["Free"]),
        ({"free_of_charge": True, "fees_description": "Free of charge."}, ["Free"]),
        (
            {"free_of_charge": True, "cost_options": [_price(option="Free", amount=0)]},
            ["Free"],
        ),
        ({"free_of_charge": False}, ["There is a charge; how much is not given"]),
        (
            {"cost_options": [_price(option="Concession", amount=2.5, currency="GBP")]},
            ["Concession: £2.50"],
        ),
        ({"cost_options": [_price(amount=1200)]}, ["£1,200"]),
        ({"cost_options": [_price(amount=3, currency="CHF")]}, ["3 CHF"]),
        ({"cost_options": [_price(amount_description="£2 with tea")]}, ["£2 with tea"]),
        ({"fees_description": "donations welcome"}, ["Donations welcome"]),
    ],
)
def test_costs(fields: dict[str, Any], lines: list[str]) -> None:
    assert costs(service(**fields)) == lines


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"minimum_age": 18, "maximum_age": 25}, ["Aged 18 to 25"]),
        ({"minimum_age": 65}, ["Aged 65 and over"]),
        ({"maximum_age": 11}, ["Aged up to 11"]),
        ({"minimum_age": 0, "maximum_age": 120}, []),
        ({"gender_only": "women", "eligibility_description": "Carers"}, ["Women only", "Carers"]),
    ],
)
def test_whom_it_is_for(fields: dict[str, Any], lines: list[str]) -> None:
    assert who_for(service(**fields)) == lines


def test_room_that_is_left_is_dated() -> None:
    full = service(taking_referrals=False, availability_stated_on="2026-11-02")
    assert room_left(full) == ["Not taking new people now (stated on 2 November 2026)"]
    assert room_left(service(availability_stated_on="2026-11-02")) == []


def test_why_something_was_found() -> None:
    matched = (Match("name", ("tea",)), Match("need", ("alone", "lonely")), Match("town", ()))
    assert reasons(matched) == "“tea” in its name and “alone” and “lonely” in what it helps with"
    assert reasons(()) is None


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://group.example/a?b=c#d", True),
        ("HTTP://GROUP.EXAMPLE", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://group.example/\njavascript:x", False),
        ('https://group.example/"onload=x', False),
        ("//group.example", False),
    ],
)
def test_only_web_addresses_are_followed(address: str, followed: bool) -> None:
    link = web_link(address)
    assert link is not None
    assert (link.href == address) is followed


def test_other_links() -> None:
    assert email_link("a?cc=b@group.example").href == "mailto:a%3Fcc%3Db@group.example"
    phone = decode(
        Phone, orjson.dumps({"id": str(SOME), "number": "0161 496 0000", "type": "text"})
    )
    assert phone_link(phone).href == "tel:01614960000"
    assert phone_link(phone).note == "text messages"
    assert number_link("116 123").href == "tel:116123"
    assert number_link("text SHOUT to 85258").href is None


def test_sentences() -> None:
    assert joined([]) == ""
    assert joined(["a", "b", "c"], "or") == "a, b or c"
    assert counted(1, "service") == "1 service"
    assert counted(1_204, "directory", "directories") == "1,204 directories"
    assert shortened("One. Two three four five six", 12) == "One. Two…"
    assert shortened("A first sentence. And a second one that is long", 30) == "A first sentence."
    assert shortened("First line\nsecond line", 30) == "First line"


def test_places_in_short() -> None:
    def place(name: str, postcode: str) -> dict[str, Any]:
        address = {
            "id": str(SOME),
            "address_1": "1 Made Up Street",
            "city": "Sale",
            "state_province": "",
            "postal_code": postcode,
            "country": "GB",
            "address_type": "physical",
        }
        location = {
            "id": str(SOME),
            "location_type": "physical",
            "name": name,
            "addresses": [address],
        }
        return {"id": str(SOME), "location": location}

    one, two = place("Example Hall", "M33 7ZF"), place("Other Hall", "M33 2AB")
    assert in_short(service(service_at_locations=[one])) == "Example Hall, Sale M33\u00a07ZF"
    both = in_short(service(service_at_locations=[one, two]))
    assert both == "Example Hall, Sale M33\u00a07ZF and 1 more place"
    assert in_short(service()) is None


@pytest.mark.parametrize("typed", ["", "-1", "0", "٣", "9" * 30, "100001", "abc"])
def test_an_odd_distance_is_the_usual_one(typed: str) -> None:
    assert read_distance(typed) == 8_047


def test_a_suggested_distance_can_be_chosen_again() -> None:
    assert (12_000, "7.5 miles") in distances(12_000)
    assert (12_000, "7.5 miles") not in distances(8_047)
