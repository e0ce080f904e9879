"""Opening times once they are understood: days that share their times."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXPECTED = "days and times that have one reading, such as Mon-Fri 9am-5pm"
Freq = Literal["WEEKLY", "MONTHLY"]


@dataclass(frozen=True, slots=True)
class Opening:
    """Days and times; `closes` is absent where only the start was said.

    A monthly opening counts its days, as RFC 5545 does: `1MO` is the first Monday, `-1FR` the
    last Friday. An interval of 2 is every other week.
    """

    byday: tuple[str, ...]
    opens: str
    closes: str | None
    freq: Freq = "WEEKLY"
    interval: int = 1
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """What could be read of a text; `text` is the whole of it where some could not."""

    openings: tuple[Opening, ...]
    text: str | None = None


def gathered(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Openings with equal times as one, its days in the order of the week."""
    same: dict[tuple[object, ...], list[Opening]] = {}
    for opening in openings:
        times = (opening.opens, opening.closes, opening.freq, opening.interval, opening.notes)
        same.setdefault(times, []).append(opening)
    return tuple(_together(each) if len(each) > 1 else each[0] for each in same.values())


def _together(openings: list[Opening]) -> Opening:
    days = {day for opening in openings for day in opening.byday}
    return replace(openings[0], byday=tuple(sorted(days, key=_in_order)))


def _in_order(day: str) -> tuple[int, int]:
    return WEEK.index(day[-2:]), int(day[:-2] or 0)
