"""When a service takes place, as days of the week and minutes, from the parts of its schedules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_MINUTES = 1440
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_EXCEPTION_DAYS = 31
Said = Mapping[str, Any]


class Session(NamedTuple):
    """A time on a day of the week (0 is Monday), in minutes after its midnight.

    One that ends on the next day closes after 1440. Without times, only the day is known.
    `weekly` sessions take place each week; others by the month, every other week or for a while.
    `place` is the service at location whose own they are, "" where they are the service's.
    """

    weekday: int
    opens: int | None
    closes: int | None
    weekly: bool
    place: str = ""


def sessions(service: Said) -> list[Session]:
    """Those of a published service and of it at its places; the places' own where it has none."""
    found = {
        session._replace(place=place)
        for place, schedule in _schedules(service)
        for session in _sessions(schedule)
    }
    return sorted(
        found,
        key=lambda one: (one.place, one.weekday, one.opens or -1, one.closes or -1, one.weekly),
    )


def _schedules(service: Said) -> Sequence[tuple[str, Said]]:
    """Schedules, each with the id of the service at location that it is for."""
    ties = service.get("service_at_locations", ())
    own = [("", one) for one in service.get("schedules", ())]
    own += [(tie["id"], one) for tie in ties for one in tie.get("schedules", ())]
    return own or [
        (tie["id"], one) for tie in ties for one in tie.get("location", {}).get("schedules", ())
    ]


def _sessions(schedule: Said) -> Iterator[Session]:
    if schedule.get("freq") not in ("WEEKLY", "MONTHLY"):
        return
    opens, closes = _minute(schedule.get("opens_at")), _minute(schedule.get("closes_at"))
    if opens is not None and closes is not None and closes < opens:
        closes += DAY_MINUTES
    weekly = _is_weekly(schedule) and not _is_exception(schedule)
    for part in schedule.get("byday", "").upper().split(","):
        found = _BYDAY.match(part.strip())
        if found:
            yield Session(DAYS.index(found[2]), opens, closes, weekly and not found[1])


def _is_weekly(schedule: Said) -> bool:
    every = schedule["freq"] == "WEEKLY" and (schedule.get("interval") or 1) == 1
    return every and not (schedule.get("byweekno") or schedule.get("count"))


def _is_exception(schedule: Said) -> bool:
    """Whether it holds for so short a time that it only departs from the rule."""
    first = next((schedule[key] for key in ("valid_from", "dtstart") if schedule.get(key)), None)
    last = min((schedule[key] for key in ("until", "valid_to") if schedule.get(key)), default=None)
    if first is None or last is None:
        return False
    return (date.fromisoformat(last) - date.fromisoformat(first)).days <= _EXCEPTION_DAYS


def _minute(clock: str | None) -> int | None:
    return int(clock[:2]) * 60 + int(clock[3:5]) if clock else None
