"""The repetition rule of a schedule in words."""

import re
from collections.abc import Iterator

from schema.schedule import Schedule
from search.hours import DAYS
from web.wording.lists import joined

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


def days_of(schedule: Schedule) -> Iterator[tuple[int, int]]:
    """(day of the week from Monday, which of the month or 0) for each day of the rule."""
    for part in (schedule.byday or "").upper().split(","):
        found = _BYDAY.fullmatch(part.strip())
        if found:
            yield DAYS.index(found[2]), int(found[1] or 0)


def is_weekly(schedule: Schedule) -> bool:
    """Whether it takes place on the same days of every week."""
    plain = (schedule.interval or 1) == 1 and not (schedule.byweekno or schedule.count)
    return schedule.freq == "WEEKLY" and plain and any(days_of(schedule))


def repeats(schedule: Schedule) -> str:
    """`every other Tuesday`, `first Monday of the month`; nothing for a single day."""
    days = list(days_of(schedule))
    if schedule.freq == "WEEKLY" and days:
        return f"{_every(schedule)}{joined([DAY_NAMES[day] for day, _ in days])}"
    if schedule.freq == "MONTHLY" and days:
        return f"{_days_of_month(days)} of {_month(schedule)}"
    if schedule.freq == "MONTHLY" and schedule.bymonthday:
        dates = [_date(part) for part in schedule.bymonthday.split(",")]
        return f"{joined(dates)} of {_month(schedule)}"
    return ""


def _every(schedule: Schedule) -> str:
    interval = int(schedule.interval or 1)
    words = {1: "", 2: "every other "}
    return words.get(interval, f"every {interval} weeks on ")


def _month(schedule: Schedule) -> str:
    interval = int(schedule.interval or 1)
    words = {1: "the month", 2: "every other month"}
    return words.get(interval, f"every {interval} months")


def _days_of_month(days: list[tuple[int, int]]) -> str:
    """`first and third Monday`, `first Monday and last Friday`."""
    if len({day for day, _ in days}) == 1:
        return f"{joined([_which(which) for _, which in days])} {DAY_NAMES[days[0][0]]}"
    return joined([f"{_which(which)} {DAY_NAMES[day]}" for day, which in days])


def _which(which: int) -> str:
    return ORDINALS.get(which, f"number {which}" if which else "each")


def _date(part: str) -> str:
    number = part.strip()
    if number == "-1":
        return "the last day"
    if not number.isdecimal():
        return f"day {number}"
    last = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"the {number}{last}"
