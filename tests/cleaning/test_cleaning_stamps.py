"""Dates and stamps, and what must not be shown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.personal import personal_number, private_home, safe_place
from harvesters.cleaning.stamps import clean_date, clean_stamp

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2025-09-02T12:06:15Z", datetime(2025, 9, 2, 12, 6, 15, tzinfo=UTC)),
        ("2025-09-02T12:06:15+01:00", datetime(2025, 9, 2, 11, 6, 15, tzinfo=UTC)),
        ("2025-09-02T12:06:15.654", datetime(2025, 9, 2, 11, 6, 15, 654_000, tzinfo=UTC)),
        ("2025-01-02T12:06", datetime(2025, 1, 2, 12, 6, tzinfo=UTC)),
        ("2025-09-02", datetime(2025, 9, 2, tzinfo=UTC)),
        ("25/03/2025 14:30", datetime(2025, 3, 25, 14, 30, tzinfo=UTC)),
        ("1735689600000", datetime(2025, 1, 1, tzinfo=UTC)),
        (1735689600, datetime(2025, 1, 1, tzinfo=UTC)),
    ],
)
def test_moments_become_utc(said: object, moment: datetime) -> None:
    assert clean_stamp(said, "last_modified", NOW) == (moment, ())


@pytest.mark.parametrize("hour", [0, 1, 2, 3])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_hours_of_the_days_on_which_clocks_change(day: date, hour: int) -> None:
    moment, issues = clean_stamp(f"{day}T{hour:02d}:30:00", "last_modified", NOW)
    assert moment is not None
    assert issues == ()


def test_a_moment_that_is_still_to_come_is_taken_as_now() -> None:
    moment, issues = clean_stamp("2099-01-01T00:00:00Z", "last_modified", NOW)
    assert moment == NOW
    assert [one.code for one in issues] == ["date-in-future"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2 March 2025", date(2025, 3, 2)),
        ("2nd March 2025", date(2025, 3, 2)),
        ("Mon, 02 Mar 2025 10:00", date(2025, 3, 2)),
        ("02-Mar-2025", date(2025, 3, 2)),
        ("25/03/2025", date(2025, 3, 25)),
        ("3/25/2025", date(2025, 3, 25)),
        ("05/05/2025", date(2025, 5, 5)),
        ("25.03.25", date(2025, 3, 25)),
        ("2025-03-02T23:59:00Z", date(2025, 3, 2)),
    ],
)
def test_days_as_people_write_them(said: str, day: date) -> None:
    assert clean_date(said, "assured_date") == (day, ())


def test_a_day_with_two_readings_is_left_out_unless_the_source_says_which() -> None:
    day, issues = clean_date("02/03/2025", "assured_date")
    assert day is None
    assert [one.code for one in issues] == ["date-ambiguous"]
    assert clean_date("02/03/2025", "assured_date", day_first=True)[0] == date(2025, 3, 2)
    assert clean_date("02/03/2025", "assured_date", day_first=False)[0] == date(2025, 2, 3)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("31/02/2025", "date-unreadable"),
        ("2025-02-31", "date-unreadable"),
        ("March 2025", "date-unreadable"),
        ("soon", "date-unreadable"),
        ("1899-12-30", "date-out-of-range"),
        ("2150-01-01", "date-in-future"),
        ("0000-00-00", "date-unreadable"),
    ],
)
def test_days_that_never_were(said: str, code: str) -> None:
    day, issues = clean_date(said, "assured_date")
    assert day is None
    assert [one.code for one in issues] == [code]


@given(st.text(alphabet="0123456789/-.: TZ+JanFebMarch", max_size=30))
def test_no_date_raises(said: str) -> None:
    clean_date(said, "assured_date")
    clean_stamp(said, "last_modified", NOW, day_first=True)


@pytest.mark.parametrize(
    "text",
    [
        "My NHS number is 943 476 5919",
        "NHS No: 9434765919",
        "Ref 943-476-5919",
        "National Insurance AB 12 34 56 C",
        "date of birth: 12/03/1950",
        "DOB 1.2.1950",
    ],
)
def test_numbers_of_people_are_noticed_and_never_repeated(text: str) -> None:
    reason = personal_number(text)
    assert reason is not None
    assert not any(character.isdigit() for character in reason)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 0117 496 0123 or 01632 960001",
        "Charity 1234567, company 01234567",
        "NHS number 943 476 5918",
        "020 7946 0018, 300 123 4567",
        "Open 10am-12pm on 12/03/2026, £2.50",
        "Room A12 34B",
    ],
)
def test_other_numbers_are_no_one_s(text: str) -> None:
    assert personal_number(text) is None


@pytest.mark.parametrize(
    "address", ["c/o Mrs Person, 1 Made Up Road", "C/O Anna Person, Made Up Road"]
)
def test_an_address_in_care_of_a_person_may_be_a_home(address: str) -> None:
    assert private_home(address)


@pytest.mark.parametrize(
    "address", ["c/o St Mark's Church, High Street", "c/o Regenerate, Mill Lane", "1 High Street"]
)
def test_an_address_in_care_of_a_body_is_none(address: str) -> None:
    assert private_home(address) is None


@pytest.mark.parametrize(
    "text", ["Women's refuge in a large house", "Refuge for women and children", "Our safe house"]
)
def test_safe_places_are_noticed(text: str) -> None:
    assert safe_place(text)


@pytest.mark.parametrize(
    "text", ["A refuge from the cold", "Wildlife refuge walks", "A safe and warm house of prayer"]
)
def test_other_places_are_not(text: str) -> None:
    assert safe_place(text) is None
