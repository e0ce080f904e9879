"""Schedules in words: which days, at which times, and what is not of every week."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from schema.schedule import Schedule
from schema.service import Service
from web.wording.dates import in_words
from web.wording.lists import begun, joined
from web.wording.repeating import DAY_NAMES, days_of, is_weekly, repeats
from web.wording.times import span


def schedules_of(service: Service) -> list[Schedule]:
    """Those of the service and of it at its places; those of the places where it has none."""
    ties = service.service_at_locations
    own = [*service.schedules, *(one for tie in ties for one in tie.schedules)]
    places = [tie.location for tie in ties if tie.location]
    return own or [one for place in places for one in place.schedules]


def opening(schedules: Iterable[Schedule], today: date) -> list[str]:
    """One line for each group of days with the same times, every week first."""
    known = list(schedules)
    weekly = [one for one in known if is_weekly(one) and not _apart(one, today)]
    other = [one for one in known if one not in weekly]
    lines = [*_weekly(weekly), *(_other(one, today) for one in other)]
    return list(dict.fromkeys(line for line in lines if line))


def as_given(schedules: Iterable[Schedule]) -> list[str]:
    """The times in the words of those who gave them."""
    said = (one.description.strip() for one in schedules if one.description)
    return list(dict.fromkeys(words for words in said if words))


def _weekly(schedules: Sequence[Schedule]) -> list[str]:
    times: dict[int, list[str]] = {}
    for one in sorted(schedules, key=lambda schedule: schedule.opens_at or ""):
        for day, _ in days_of(one):
            times.setdefault(day, []).append(span(one.opens_at, one.closes_at))
    told = {day: joined(list(dict.fromkeys(filter(None, said)))) for day, said in times.items()}
    by_times: dict[str, list[int]] = {}
    for day in sorted(told):
        by_times.setdefault(told[day], []).append(day)
    return [_line(_days(days), said) for said, days in by_times.items()]


def _days(days: Sequence[int]) -> str:
    """`Monday to Friday`, `Tuesday and Thursday`."""
    runs: list[str] = []
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        names = [DAY_NAMES[day] for _, day in run]
        runs.extend([f"{names[0]} to {names[-1]}"] if len(names) > 2 else names)
    return "Every day" if len(days) == 7 else joined(runs)


def _apart(schedule: Schedule, today: date) -> bool:
    """Whether something more than days and times has to be said of it."""
    return bool(schedule.notes or _dates(schedule, today))


def _other(schedule: Schedule, today: date) -> str:
    times = span(schedule.opens_at, schedule.closes_at)
    when = repeats(schedule)
    if not when and schedule.dtstart:
        when = f"on {in_words(schedule.dtstart)}"
    if not when and not times:
        return ""
    line = _line(begun(when or times), times if when else "")
    return " ".join(filter(None, [line, _dates(schedule, today), _noted(schedule)]))


def _dates(schedule: Schedule, today: date) -> str:
    first, last = schedule.valid_from or schedule.dtstart, schedule.until or schedule.valid_to
    if last and last < today:
        return f"(these times were given until {in_words(last)}; ask first)"
    if schedule.freq and first and first > today:
        return f"(from {in_words(first)})"
    return f"(until {in_words(schedule.until)})" if schedule.until else ""


def _noted(schedule: Schedule) -> str:
    return f"– {schedule.notes}" if schedule.notes else ""


def _line(days: str, times: str) -> str:
    return f"{days}, {times}" if times else days
