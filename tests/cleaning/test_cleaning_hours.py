"""Opening times: what has one reading is read, and what has two stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.day_hours import clean_day_hours, clean_pair
from harvesters.cleaning.hours import clean_hours
from harvesters.cleaning.opening import Opening, gathered
from schema.schedule import Schedule

Times = list[tuple[str, str, str | None]]
SOME_WORDS = (
    "mon tuesday weds-fri sat daily 1st last of the month closed 9am 5pm 10:00 24:00 25:99 - to & "
    "and , ; : ( ) 12 noon midnight fortnightly term time x \n"
)
WORDS = SOME_WORDS.split(" ")


def _read(said: str) -> Times:
    hours, _issues = clean_hours(said, "schedules")
    assert hours is not None
    return [(",".join(one.byday), one.opens, one.closes) for one in hours.openings]


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("Mon-Fri 9am-5pm", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        ("Monday to Friday, 9.30am - 4pm", [("MO,TU,WE,TH,FR", "09:30", "16:00")]),
        ("Mon - Thursday 10 - 12noon", [("MO,TU,WE,TH", "10:00", "12:00")]),
        (
            "Tues/Weds 10am - 12pm. Thurs 10am - 2pm",
            [("TU,WE", "10:00", "12:00"), ("TH", "10:00", "14:00")],
        ),
        (
            "Tuesdays 10:00 - 12:00 & Thursday 2-4pm",
            [("TU", "10:00", "12:00"), ("TH", "14:00", "16:00")],
        ),
        ("Monday: 9am to 1pm; Closed Tuesday", [("MO", "09:00", "13:00")]),
        (
            "Mon-Fri 9-5, Sat 10-12, closed Sunday",
            [("MO,TU,WE,TH,FR", "09:00", "17:00"), ("SA", "10:00", "12:00")],
        ),
        ("9 - 4 Monday - Friday", [("MO,TU,WE,TH,FR", "09:00", "16:00")]),
        (
            "7am - 9pm Mon - Fri\n8am - 5pm Sat - Sun",
            [("MO,TU,WE,TH,FR", "07:00", "21:00"), ("SA,SU", "08:00", "17:00")],
        ),
        ("1030am till 2pm Mon tues wed closed fri sat sun", [("MO,TU,WE", "10:30", "14:00")]),
        ("Mon - Sat 10.00 - 4.00", [("MO,TU,WE,TH,FR,SA", "10:00", "16:00")]),
        ("Mon-Fri 0930-1530", [("MO,TU,WE,TH,FR", "09:30", "15:30")]),
        ("Mon-Fri 0930hrs-1530hrs", [("MO,TU,WE,TH,FR", "09:30", "15:30")]),
        (
            "Tuesday 10:00 - 13:00 / 14:00 - 17:00",
            [("TU", "10:00", "13:00"), ("TU", "14:00", "17:00")],
        ),
        (
            "Mon, Wed, Fri 10am - 12pm and 1pm - 3pm",
            [("MO,WE,FR", "10:00", "12:00"), ("MO,WE,FR", "13:00", "15:00")],
        ),
        ("Monday ; Tuesday ; Wednesday 5pm-7.30pm; Thursday ; Sunday", [("WE", "17:00", "19:30")]),
        (
            "Mo-Fr 09:00-17:00; Sa 10:00-14:00",
            [("MO,TU,WE,TH,FR", "09:00", "17:00"), ("SA", "10:00", "14:00")],
        ),
        (
            "weekdays 9-5, weekends 10-4",
            [("MO,TU,WE,TH,FR", "09:00", "17:00"), ("SA,SU", "10:00", "16:00")],
        ),
        ("Every day from 9am to 5pm", [("MO,TU,WE,TH,FR,SA,SU", "09:00", "17:00")]),
        ("Fri-Mon 10am-4pm", [("MO,FR,SA,SU", "10:00", "16:00")]),
        ("Tuesday's 10am-12pm", [("TU", "10:00", "12:00")]),
        ("Wednesdays at 2pm", [("WE", "14:00", None)]),
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
        ("Open 24 hours a day, 7 days a week", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
        ("Mon 9:00-24:00", [("MO", "09:00", "23:59")]),
        ("Fri 8pm - midnight", [("FR", "20:00", "23:59")]),
        ("Friday 22:00 - 02:00", [("FR", "22:00", "02:00")]),
        ("Friday 7pm-1am", [("FR", "19:00", "01:00")]),
        ("Sat 12-3pm", [("SA", "12:00", "15:00")]),
        ("Sat 11-1pm", [("SA", "11:00", "13:00")]),
        ("Sat 7 - 9pm", [("SA", "19:00", "21:00")]),
        ("Sat 10 - 11.30am", [("SA", "10:00", "11:30")]),
        ("first Monday of the month 2-4pm", [("1MO", "14:00", "16:00")]),
        ("1st and 3rd Tuesday of the month, 10am-12noon", [("1TU,3TU", "10:00", "12:00")]),
        ("last Friday of every month 7pm - 9pm", [("-1FR", "19:00", "21:00")]),
    ],
)
def test_times_with_one_reading_are_read(said: str, times: Times) -> None:
    hours, issues = clean_hours(said, "schedules")
    assert _read(said) == times
    assert hours is not None
    assert hours.text is None
    assert issues == ()


@pytest.mark.parametrize(
    "said",
    [
        "Contact for details",
        "Tuesday",
        "10am-12pm",
        "Sunday 2-4",
        "Mon 25:00-26:00",
        "Wednesday: 09:00 - 02:00",
        "Thursday: 01:00 - 03:00",
        "Thursday 12am-4pm",
        "Monday: 12:00 - 15:00 Monthly",
        "first Monday and Tuesday 2-4pm",
        "Monday and Tuesday, last week of each month, from 2pm - 4pm.",
        "6th January 2025 – 31st March 2025 Monday 9:45am – 12:45pm",
        "Mondays 10am-12pm until Easter",
        "Monday to Friday 9am to 5pm (Wednesday closed)",
        "Tuesdays 2-4pm if demand is there",
        "From 11.00 on a Thursday; Monday 1-3pm; Tuesday 10.30 - 1.30",
        "Crafts Monday 10am-12pm",
        "Thursday 4 - 6pm Job Club Monday 1 - 2pm",
    ],
)
def test_what_has_two_readings_stays_text(said: str) -> None:
    hours, issues = clean_hours(said, "schedules")
    assert hours is not None
    assert hours.openings == ()
    assert hours.text == said
    assert [one.code for one in issues] == ["hours-unread"]


def test_what_can_be_read_is_read_and_the_whole_is_kept_beside_it() -> None:
    said = "Monday 10am-12pm; Tuesday soup and a film, 6-8pm; Friday 2-4pm"
    hours, issues = clean_hours(said, "schedules")
    assert _read(said) == [("MO", "10:00", "12:00"), ("FR", "14:00", "16:00")]
    assert hours is not None
    assert hours.text == said
    assert [one.code for one in issues] == ["hours-partly-read"]


@pytest.mark.parametrize(
    ("said", "notes"),
    [
        ("Mon & Thur 1-3pm (except bank holidays)", "except bank holidays"),
        ("Mondays (term time only) 1pm-3pm", "term time only"),
        ("Mon-Fri 9am-5pm by appointment", "by appointment"),
    ],
)
def test_conditions_are_kept_as_notes(said: str, notes: str) -> None:
    hours, _issues = clean_hours(said, "schedules")
    assert hours is not None
    assert [one.notes for one in hours.openings] == [notes]


@pytest.mark.parametrize(
    "said", ["Saturday: 10:00 - 13:00 Fortnightly", "Every other Saturday 10am-1pm"]
)
def test_every_other_week_is_an_interval_of_two(said: str) -> None:
    hours, _issues = clean_hours(said, "schedules")
    assert hours is not None
    assert [(one.byday, one.interval) for one in hours.openings] == [(("SA",), 2)]


def test_counted_days_repeat_by_months() -> None:
    hours, _issues = clean_hours("second Tuesday 2-4pm", "schedules")
    assert hours is not None
    assert [one.freq for one in hours.openings] == ["MONTHLY"]


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("09:00-13:00,14:00-18:00", [("09:00", "13:00"), ("14:00", "18:00")]),
        ("9.30am-1pm & 2pm-5pm", [("09:30", "13:00"), ("14:00", "17:00")]),
        ("9-5", [("09:00", "17:00")]),
        ("08:00-24:00", [("08:00", "23:59")]),
        ("24 hours", [("00:00", "23:59")]),
        ("CLOSED", []),
        ("00:00 - 00:00", []),
    ],
)
def test_a_cell_for_one_day(said: str, times: list[tuple[str, str]]) -> None:
    hours, issues = clean_day_hours(said, "WE", "schedules")
    assert hours is not None
    assert [(one.opens, one.closes) for one in hours.openings] == times
    assert all(one.byday == ("WE",) for one in hours.openings)
    assert issues == ()


def test_a_day_that_cannot_be_read_is_kept_with_its_name() -> None:
    hours, issues = clean_day_hours("AM & PM (continuous)", "WE", "schedules")
    assert hours is not None
    assert hours.text == "Wednesday: AM & PM (continuous)"
    assert [one.code for one in issues] == ["hours-unread"]


@pytest.mark.parametrize(
    ("opens", "closes", "times"),
    [
        ("09:00", "17:00", [("09:00", "17:00")]),
        ("9am", "1pm", [("09:00", "13:00")]),
        ("Closed", "Closed", []),
    ],
)
def test_two_cells_for_one_day(opens: str, closes: str, times: list[tuple[str, str]]) -> None:
    hours, _issues = clean_pair(opens, closes, "MO", "schedules")
    assert hours is not None
    assert [(one.opens, one.closes) for one in hours.openings] == times


def test_equal_times_come_together_in_the_order_of_the_week() -> None:
    friday, monday = (Opening((day,), "09:00", "17:00") for day in ("FR", "MO"))
    sunday = Opening(("SU",), "10:00", "16:00")
    assert gathered([friday, sunday, monday]) == (Opening(("MO", "FR"), "09:00", "17:00"), sunday)


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_words_raise_and_every_time_is_one_by_the_standard(words: list[str]) -> None:
    hours, _issues = clean_hours(" ".join(words), "schedules")
    for one in hours.openings if hours else ():
        Schedule.model_validate(
            {
                "id": "6f2d1a54-3b0e-5d0c-9a41-0f6f3c1f7e11",
                "opens_at": one.opens,
                "closes_at": one.closes,
                "freq": one.freq,
            }
        )
        assert one.byday
