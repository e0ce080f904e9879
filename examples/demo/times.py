"""Opening times as the catalogue writes them (`"1MO,3MO 13:30-15:00; FR 09:00-17:00"`)."""

import re
from dataclasses import dataclass

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_PART = re.compile(r"(?P<days>\S+) (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
_DAY = re.compile(r"([1-4]?)(MO|TU|WE|TH|FR|SA|SU)(?:-(MO|TU|WE|TH|FR|SA|SU))?")


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of opening: `days` as RFC 5545 writes them (`MO`, or `2MO` in each month)."""

    days: tuple[str, ...]
    opens: str
    closes: str

    @property
    def monthly(self) -> bool:
        return self.days[0][0].isdigit()


def openings(text: str) -> tuple[Opening, ...]:
    """The stretches named in `text`; raises ValueError for anything else."""
    return tuple(_opening(part.strip()) for part in text.split(";")) if text else ()


def _opening(part: str) -> Opening:
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(f'expected times such as "TU 10:30-12:00", not {part!r}')
    days = tuple(day for token in found["days"].split(",") for day in _days(token))
    return Opening(days, found["opens"], found["closes"])


def _days(token: str) -> tuple[str, ...]:
    found = _DAY.fullmatch(token)
    if not found:
        raise ValueError(f'expected days such as "MO", "MO-FR" or "2TU", not {token!r}')
    nth, first, last = found.groups()
    if last is None:
        return (nth + first,)
    start, stop = DAYS.index(first), DAYS.index(last)
    round_the_week = DAYS[start:] + DAYS[: stop + 1]
    return DAYS[start : stop + 1] if start <= stop else round_the_week


def spoken(times: tuple[Opening, ...]) -> str:
    """The times as a volunteer would type them: `Tuesdays 10.30am - 12noon`."""
    return ", ".join(f"{_said_days(each)} {_said_hours(each)}" for each in times)


def _said_hours(each: Opening) -> str:
    if (each.opens, each.closes) == ("00:00", "23:59"):
        return "24 hours"
    return f"{clock(each.opens)} - {clock(each.closes)}"


def _said_days(each: Opening) -> str:
    if each.monthly:
        return (
            " and ".join(f"{ORDINALS[day[0]]} {_name(day[1:])}" for day in each.days)
            + " of the month"
        )
    if len(each.days) == 7:
        return "Every day"
    first, last = each.days[0], each.days[-1]
    if len(each.days) > 2 and each.days == DAYS[DAYS.index(first) : DAYS.index(last) + 1]:
        return f"{_name(first)} to {_name(last)}"
    return " and ".join(f"{_name(day)}s" for day in each.days)


def _name(day: str) -> str:
    return NAMES[DAYS.index(day)]


def clock(hour: str) -> str:
    """`10.30am` for `10:30`, `12noon` for `12:00`, `midnight` for the ends of a day."""
    if hour in ("00:00", "23:59"):
        return "midnight"
    hours, minutes = int(hour[:2]), hour[3:]
    if hour == "12:00":
        return "12noon"
    shown = f"{(hours - 1) % 12 + 1}" + (f".{minutes}" if minutes != "00" else "")
    return shown + ("am" if hours < 12 else "pm")
