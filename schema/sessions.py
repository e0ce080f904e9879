"""Sessions: the next times at which something takes place, worked out from its schedules.

Rules are those of RFC 5545 as HSDS takes them over. Times are local to Europe/London unless a
schedule gives an offset; one that falls into the hour that is skipped in spring begins an hour
later by the clock, one in the hour that comes twice in autumn begins the first time. A schedule
that is valid for at most 31 days replaces, on those days, those of the same holder that are valid
for longer: that is how the standard writes exceptions. What cannot be known is left out: every
other week of a rule without a first day, and days that nobody gave a time for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from heapq import merge
from itertools import islice, takewhile
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

LONDON = ZoneInfo("Europe/London")
EXCEPTION_DAYS = 31
HORIZON = timedelta(days=400)
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: Mapping[str, Literal[1, 2]] = {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBERS = re.compile(r"[+-]?\d{1,3}(\s*,\s*[+-]?\d{1,3})*")
Schedule = Mapping[str, Any]
"""A schedule of the standard as plain JSON: see `schema.schedule.Schedule`."""


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One time at which something takes place; `ends` is absent where nobody said."""

    starts: datetime
    ends: datetime | None
    schedule_id: str


def next_sessions(schedules: Sequence[Schedule], now: datetime, limit: int) -> list[Session]:
    """The next sessions by the schedules of one holder, one that is on now included, in order.

    `now` has a zone. Nothing beyond 400 days is looked for.
    """
    exceptions = [one for one in schedules if _is_exception(one)]
    running = [_sessions(one, _narrower(one, exceptions), now) for one in schedules]
    return list(islice(merge(*running, key=_in_order), limit))


def _in_order(session: Session) -> tuple[datetime, datetime, str]:
    return session.starts, session.ends or session.starts, session.schedule_id


def _sessions(
    schedule: Schedule, exceptions: Sequence[Schedule], now: datetime
) -> Iterator[Session]:
    opens = _clock(schedule.get("opens_at"))
    if opens is None:
        return
    closes, zone = _clock(schedule.get("closes_at")), _zone(schedule)
    for day in _days(schedule, now.astimezone(zone).date()):
        if any(_holds(one, day) for one in exceptions):
            continue
        starts = _moment(day, opens, zone)
        ends = None
        if closes is not None:
            ends = _moment(day + timedelta(days=closes <= opens), closes, zone)
        if (ends or starts) > now:
            yield Session(starts, ends, str(schedule.get("id", "")))


def _days(schedule: Schedule, today: date) -> Iterator[date]:
    """The days of a rule from yesterday on, since what began then may still be on."""
    rule = _rule(schedule, today - timedelta(days=1))
    if rule is None:
        return iter(())
    first, last = today - timedelta(days=1), today + HORIZON
    found = (moment.date() for moment in rule)
    return (
        day
        for day in takewhile(lambda day: day <= last, found)
        if day >= first and _holds(schedule, day)
    )


def _rule(schedule: Schedule, from_day: date) -> rrule | None:
    """The rule as dateutil has it; None where it cannot be known when it takes place."""
    frequency = _FREQUENCIES.get(schedule.get("freq", ""))
    first = _day(schedule, "dtstart")
    interval, count = int(schedule.get("interval") or 1), schedule.get("count")
    byday = _weekdays(schedule.get("byday", ""))
    monthday = _numbers(schedule, "bymonthday")
    if frequency is None or byday is None or (first is None and (interval != 1 or count)):
        return None
    if frequency == WEEKLY and any(day.n for day in byday):
        return None
    if not byday and not monthday and first is None:
        return None
    until = _day(schedule, "until")
    return rrule(
        frequency,
        dtstart=datetime.combine(first or from_day, time()),
        interval=max(interval, 1),
        count=int(count) if count else None,
        until=datetime.combine(until, time()) if until and not count else None,
        wkst=WEEK.index(schedule["wkst"]) if schedule.get("wkst") in WEEK else 0,
        byweekday=byday or None,
        bymonthday=monthday,
        byyearday=_numbers(schedule, "byyearday"),
        byweekno=_numbers(schedule, "byweekno"),
        cache=False,
    )


def _weekdays(said: str) -> list[weekday] | None:
    """Days as dateutil has them; None when one of them is no day."""
    parts = [_BYDAY.fullmatch(part.strip().upper()) for part in said.split(",") if part.strip()]
    if None in parts:
        return None
    return [_weekday(part[1], part[2]) for part in parts if part]


def _weekday(which: str | None, day: str) -> weekday:
    return weekday(WEEK.index(day), int(which)) if which else weekday(WEEK.index(day))


def _numbers(schedule: Schedule, name: str) -> list[int] | None:
    said = str(schedule.get(name) or "").strip()
    return [int(one) for one in said.split(",")] if _NUMBERS.fullmatch(said) else None


def _is_exception(schedule: Schedule) -> bool:
    length = _length(schedule)
    return length is not None and length <= EXCEPTION_DAYS


def _length(schedule: Schedule) -> int | None:
    """For how many days a schedule is valid; None when one end is open."""
    first, last = _day(schedule, "valid_from"), _day(schedule, "valid_to")
    return (last - first).days + 1 if first and last else None


def _narrower(schedule: Schedule, exceptions: Iterable[Schedule]) -> list[Schedule]:
    own = _length(schedule)
    return [one for one in exceptions if own is None or (_length(one) or own) < own]


def _holds(schedule: Schedule, day: date) -> bool:
    first, last = _day(schedule, "valid_from"), _day(schedule, "valid_to")
    ends = _day(schedule, "until")
    return (
        (first is None or first <= day)
        and (last is None or day <= last)
        and (ends is None or day <= ends)
    )


def _day(schedule: Schedule, name: str) -> date | None:
    said = schedule.get(name)
    return date.fromisoformat(said) if said else None


def _clock(said: str | None) -> time | None:
    return time(int(said[:2]), int(said[3:5])) if said else None


def _zone(schedule: Schedule) -> tzinfo:
    offset = schedule.get("timezone")
    return LONDON if offset is None else timezone(timedelta(hours=float(offset)))


def _moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment in the zone; by way of UTC, so that a time that is skipped becomes a real one."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)
