"""Next sessions: rules, exceptions, both clock changes, and what cannot be known."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.sessions import LONDON, next_sessions

WEEKLY = {
    "id": "weekly",
    "freq": "WEEKLY",
    "byday": "TU",
    "opens_at": "10:00",
    "closes_at": "12:00",
}


def _at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=LONDON)


def _starts(schedules: list[dict[str, Any]], now: str, limit: int = 3) -> list[str]:
    return [one.starts.isoformat() for one in next_sessions(schedules, _at(now), limit)]


def test_every_week() -> None:
    assert _starts([WEEKLY], "2026-11-21T09:00") == [
        "2026-11-24T10:00:00+00:00",
        "2026-12-01T10:00:00+00:00",
        "2026-12-08T10:00:00+00:00",
    ]


def test_one_that_is_on_now_counts_and_one_that_is_over_does_not() -> None:
    assert _starts([WEEKLY], "2026-11-24T11:59", 1) == ["2026-11-24T10:00:00+00:00"]
    assert _starts([WEEKLY], "2026-11-24T12:00", 1) == ["2026-12-01T10:00:00+00:00"]


def test_local_time_stays_when_clocks_go_forward() -> None:
    sunday = {**WEEKLY, "byday": "SU", "opens_at": "10:00"}
    assert _starts([sunday], "2027-03-20T09:00") == [
        "2027-03-21T10:00:00+00:00",
        "2027-03-28T10:00:00+01:00",
        "2027-04-04T10:00:00+01:00",
    ]


def test_local_time_stays_when_clocks_go_back() -> None:
    sunday = {**WEEKLY, "byday": "SU"}
    assert _starts([sunday], "2027-10-23T09:00", 2) == [
        "2027-10-24T10:00:00+01:00",
        "2027-10-31T10:00:00+00:00",
    ]


def test_a_time_that_is_skipped_begins_an_hour_later() -> None:
    night = {**WEEKLY, "byday": "SU", "opens_at": "01:30", "closes_at": "03:00"}
    (session,) = next_sessions([night], _at("2027-03-27T12:00"), 1)
    assert session.starts.isoformat() == "2027-03-28T02:30:00+01:00"
    assert session.ends
    assert session.ends.isoformat() == "2027-03-28T03:00:00+01:00"


def test_a_time_that_comes_twice_begins_the_first_time() -> None:
    night = {**WEEKLY, "byday": "SU", "opens_at": "01:30", "closes_at": "03:00"}
    (session,) = next_sessions([night], _at("2027-10-30T12:00"), 1)
    assert session.starts.isoformat() == "2027-10-31T01:30:00+01:00"
    assert session.ends
    utc = ZoneInfo("UTC")
    assert (session.ends.astimezone(utc) - session.starts.astimezone(utc)).seconds == 2.5 * 3600


def test_past_midnight_ends_on_the_next_day() -> None:
    night = {**WEEKLY, "opens_at": "22:00", "closes_at": "02:00"}
    (session,) = next_sessions([night], _at("2026-11-25T01:00"), 1)
    assert session.starts.isoformat() == "2026-11-24T22:00:00+00:00"
    assert session.ends
    assert session.ends.isoformat() == "2026-11-25T02:00:00+00:00"


@pytest.mark.parametrize(
    ("byday", "days"),
    [
        ("2MO", ["2026-12-14", "2027-01-11", "2027-02-08"]),
        ("-1FR", ["2026-11-27", "2026-12-25", "2027-01-29"]),
        ("1TU,3TU", ["2026-12-01", "2026-12-15", "2027-01-05"]),
    ],
)
def test_every_month(byday: str, days: list[str]) -> None:
    monthly = {**WEEKLY, "freq": "MONTHLY", "byday": byday}
    assert [one[:10] for one in _starts([monthly], "2026-11-21T09:00")] == days


def test_days_of_the_month() -> None:
    monthly = {**WEEKLY, "freq": "MONTHLY", "byday": "", "bymonthday": "1,-1"}
    days = [one[:10] for one in _starts([monthly], "2026-11-21T09:00")]
    assert days == ["2026-11-30", "2026-12-01", "2026-12-31"]


def test_every_other_week_counts_from_the_first_day() -> None:
    fortnightly = {**WEEKLY, "interval": 2, "dtstart": "2026-11-10"}
    days = [one[:10] for one in _starts([fortnightly], "2026-11-21T09:00", 2)]
    assert days == ["2026-11-24", "2026-12-08"]


@pytest.mark.parametrize("unknown", [{"interval": 2}, {"count": 6}])
def test_what_counts_from_a_day_that_nobody_gave_is_left_out(unknown: dict[str, int]) -> None:
    assert _starts([{**WEEKLY, **unknown}], "2026-11-21T09:00") == []


def test_a_number_of_times_ends_by_itself() -> None:
    six = {**WEEKLY, "dtstart": "2026-11-03", "count": 5}
    days = [one[:10] for one in _starts([six], "2026-11-21T09:00")]
    assert days == ["2026-11-24", "2026-12-01"]


def test_the_last_day_is_included() -> None:
    ending = {**WEEKLY, "until": "2026-12-01"}
    assert [one[:10] for one in _starts([ending], "2026-11-21T09:00")] == [
        "2026-11-24",
        "2026-12-01",
    ]
    assert _starts([{**WEEKLY, "valid_to": "2026-11-23"}], "2026-11-21T09:00") == []
    later = {**WEEKLY, "valid_from": "2026-12-02"}
    assert _starts([later], "2026-11-21T09:00", 1)[0][:10] == "2026-12-08"


def test_an_exception_replaces_the_rule_on_its_days() -> None:
    christmas = {
        **WEEKLY,
        "id": "christmas",
        "opens_at": "14:00",
        "closes_at": "15:00",
        "valid_from": "2026-12-21",
        "valid_to": "2027-01-03",
    }
    assert _starts([WEEKLY, christmas], "2026-12-14T09:00", 4) == [
        "2026-12-15T10:00:00+00:00",
        "2026-12-22T14:00:00+00:00",
        "2026-12-29T14:00:00+00:00",
        "2027-01-05T10:00:00+00:00",
    ]


def test_an_exception_without_times_is_a_closure() -> None:
    closed = {
        "id": "c",
        "description": "Closed",
        "valid_from": "2026-12-20",
        "valid_to": "2027-01-03",
    }
    days = [one[:10] for one in _starts([WEEKLY, closed], "2026-12-14T09:00", 2)]
    assert days == ["2026-12-15", "2027-01-05"]


def test_a_term_of_months_replaces_nothing() -> None:
    term = {**WEEKLY, "byday": "WE", "valid_from": "2026-09-01", "valid_to": "2027-07-31"}
    assert len(_starts([WEEKLY, term], "2026-11-23T09:00", 2)) == 2
    assert _starts([WEEKLY, term], "2026-11-23T09:00", 2)[0][:10] == "2026-11-24"


def test_an_offset_that_is_given_is_kept() -> None:
    abroad = {**WEEKLY, "timezone": 1}
    assert _starts([abroad], "2026-11-21T09:00", 1) == ["2026-11-24T10:00:00+01:00"]


@pytest.mark.parametrize(
    "schedule",
    [
        {},
        {"description": "Most Tuesdays"},
        {**WEEKLY, "byday": "someday"},
        {**WEEKLY, "byday": "2TU"},
        {**WEEKLY, "freq": "DAILY"},
        {**WEEKLY, "opens_at": None},
        {**WEEKLY, "byday": ""},
    ],
)
def test_what_cannot_be_known_is_left_out(schedule: dict[str, Any]) -> None:
    assert _starts([schedule], "2026-11-21T09:00") == []


@settings(max_examples=100, deadline=None)
@given(
    byday=st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1),
    opens=st.times(),
    closes=st.times(),
    now=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2028, 1, 1)),  # noqa: DTZ001
)
def test_sessions_are_in_order_to_come_and_on_their_days(
    byday: list[str], opens: Any, closes: Any, now: datetime
) -> None:
    clock = "%H:%M"
    schedule = {
        **WEEKLY,
        "byday": ",".join(byday),
        "opens_at": opens.strftime(clock),
        "closes_at": closes.strftime(clock),
    }
    found = next_sessions([schedule], now.replace(tzinfo=LONDON), 8)
    assert found == sorted(found, key=lambda one: one.starts)
    for one in found:
        assert one.ends
        assert one.ends > now.replace(tzinfo=LONDON)
