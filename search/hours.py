"""When a listing is open, from its schedules: what is certain for every week, and what is not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from search.spans import WEEK_MINUTES, united

Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAYS: tuple[Day, ...] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_MINUTES = 1440
EVENING_MINUTE = 17 * 60 + 30
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_EXCEPTION_DAYS = 31
Span = tuple[int, int]
Schedule = Mapping[str, Any]
"""A schedule of the standard as plain JSON: see `schema.schedule.Schedule`."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours; see `SearchDocument` for the meaning of each field."""

    open: tuple[Span, ...] = ()
    days: tuple[Day, ...] = ()
    evening: bool | None = None
    weekend: bool | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """A day of the week on which something is open; `spans` is empty when no time is told."""

    day: int
    every_week: bool
    spans: tuple[Span, ...]


def opening_hours(schedules: Iterable[Schedule]) -> Hours:
    """What is known of all schedules together; a short exception to the rule is left out."""
    lasting = [schedule for schedule in schedules if not _is_exception(schedule)]
    slots = [slot for schedule in lasting for slot in _slots(schedule)]
    if not slots:
        return Hours()
    weekly = [slot for slot in slots if slot.every_week]
    last_days = [day for schedule in lasting if (day := _last_day(schedule)) is not None]
    return Hours(
        open=united(span for slot in weekly for span in slot.spans),
        days=tuple(DAYS[day] for day in sorted({slot.day for slot in weekly})),
        evening=_evening(slots),
        weekend=any(slot.day >= 5 for slot in slots),
        until=min(last_days).toordinal() if last_days else None,
    )


def _last_day(schedule: Schedule) -> date | None:
    return min(_days(schedule, "until", "valid_to"), default=None)


def _days(schedule: Schedule, *fields: str) -> list[date]:
    return [date.fromisoformat(schedule[field]) for field in fields if schedule.get(field)]


def _is_exception(schedule: Schedule) -> bool:
    first, last = _days(schedule, "valid_from", "dtstart")[:1], _last_day(schedule)
    return bool(first) and last is not None and (last - first[0]).days <= _EXCEPTION_DAYS


def _slots(schedule: Schedule) -> Iterator[_Slot]:
    if schedule.get("freq") not in ("WEEKLY", "MONTHLY"):
        return
    weekly = schedule["freq"] == "WEEKLY" and (schedule.get("interval") or 1) == 1
    weekly = weekly and not (schedule.get("byweekno") or schedule.get("count"))
    for part in schedule.get("byday", "").upper().split(","):
        found = _BYDAY.match(part.strip())
        if found:
            day = DAYS.index(found[2])
            yield _Slot(day, weekly and not found[1], _spans(schedule, day))


def _spans(schedule: Schedule, day: int) -> tuple[Span, ...]:
    opens, closes = _minute(schedule.get("opens_at")), _minute(schedule.get("closes_at"))
    if opens is None or closes is None or opens == closes:
        return ()
    if closes == DAY_MINUTES - 1:
        closes = DAY_MINUTES
    start = day * DAY_MINUTES + opens
    end = day * DAY_MINUTES + closes + (DAY_MINUTES if closes < opens else 0)
    if end <= WEEK_MINUTES:
        return ((start, end),)
    return ((start, WEEK_MINUTES), (0, end - WEEK_MINUTES))


def _minute(clock: str | None) -> int | None:
    return int(clock[:2]) * 60 + int(clock[3:5]) if clock else None


def _evening(slots: list[_Slot]) -> bool | None:
    spans = [span for slot in slots for span in slot.spans]
    if any(_overlaps(span, day) for span in spans for day in range(5)):
        return True
    return False if all(slot.spans for slot in slots) else None


def _overlaps(span: Span, day: int) -> bool:
    """Whether a span reaches into the evening of a day, from 17:30 to midnight."""
    first = day * DAY_MINUTES
    return span[0] < first + DAY_MINUTES and span[1] > first + EVENING_MINUTE
