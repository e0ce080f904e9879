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
    days: dict[Opening, set[str]] = {}
    for opening in openings:
        days.setdefault(replace(opening, byday=()), set()).update(opening.byday)
    return tuple(
        replace(times, byday=tuple(sorted(byday, key=_in_order))) for times, byday in days.items()
    )


def _in_order(day: str) -> tuple[int, int]:
    return WEEK.index(day[-2:]), int(day[:-2] or 0)
