"""Opening hours: what is certain every week, and what is not."""

from datetime import date
from typing import Any

import pytest

from search.hours import DAY_MINUTES, WEEK_MINUTES, Hours, opening_hours


def hours(*schedules: dict[str, Any]) -> Hours:
    return opening_hours([{"freq": "WEEKLY", "byday": "TU", **said} for said in schedules])


def at(day: int, hour: int, minute: int = 0) -> int:
    return day * DAY_MINUTES + hour * 60 + minute


def test_nothing_said_is_nothing_known() -> None:
    assert hours() == Hours()
    assert hours({"freq": None, "description": "Tuesdays, most weeks"}) == Hours()


def test_days_and_times_of_every_week() -> None:
    found = hours({"byday": "MO,TH", "opens_at": "09:30", "closes_at": "12:00"})
    assert found.days == ("MO", "TH")
    assert found.open == ((at(0, 9, 30), at(0, 12)), (at(3, 9, 30), at(3, 12)))
    assert (found.evening, found.weekend, found.until) == (False, False, None)


def test_a_night_goes_on_into_the_next_day_and_week() -> None:
    late = hours({"byday": "SU", "opens_at": "22:00", "closes_at": "02:00"})
    assert late.open == ((0, at(0, 2)), (at(6, 22), WEEK_MINUTES))
    assert late.days == ("SU",)


def test_a_day_without_end_ends_at_midnight() -> None:
    found = hours({"byday": "MO,TU", "opens_at": "00:00", "closes_at": "23:59"})
    assert found.open == ((0, at(2, 0)),)


@pytest.mark.parametrize(
    ("closes", "evening"), [("17:30", False), ("17:31", True), ("20:00:00", True), ("20:00Z", True)]
)
def test_evening_is_after_half_past_five_on_a_weekday(closes: str, evening: bool) -> None:
    said = {"opens_at": "16:00", "closes_at": closes}
    assert hours(said).evening is evening
    assert hours(said | {"byday": "SA"}).evening is False


def test_a_day_without_times_is_known_as_a_day_alone() -> None:
    found = hours({"byday": "SA"})
    assert (found.days, found.open, found.weekend) == (("SA",), (), True)
    assert found.evening is None


def test_what_is_not_every_week_is_no_day_to_rely_on() -> None:
    times = {"opens_at": "18:00", "closes_at": "20:00"}
    for said in (
        {"freq": "MONTHLY", "byday": "2TU"},
        {"interval": 2},
        {"count": 6},
        {"byweekno": "1,3"},
    ):
        found = hours(times | said)
        assert (found.days, found.open) == ((), ())
        assert found.evening is True


def test_hours_hold_until_the_first_of_their_last_days() -> None:
    said = {"opens_at": "10:00", "closes_at": "11:00", "valid_from": "2026-01-01"}
    found = hours(said | {"valid_to": "2026-12-01"}, said | {"byday": "FR", "until": "2026-11-30"})
    assert found.until == date(2026, 11, 30).toordinal()


def test_a_short_exception_is_left_out() -> None:
    rule = {"opens_at": "10:00", "closes_at": "11:00"}
    feast = {"valid_from": "2026-12-20", "valid_to": "2027-01-03", "byday": "SU", **rule}
    assert hours(rule, feast) == hours(rule)


@pytest.mark.parametrize("byday", ["", "XX", "TU TH", "5", ",,"])
def test_days_that_cannot_be_read_are_not_guessed(byday: str) -> None:
    assert hours({"byday": byday, "opens_at": "10:00", "closes_at": "11:00"}) == Hours()
