"""The opening times of one day, from a cell of its own: "09:00-13:00,14:00-18:00", "Closed"."""

import re
from functools import lru_cache
from typing import Any

from harvesters.cleaning import Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.clock_times import CLOCK, spaced_out
from harvesters.cleaning.hours import FULL_DAY, settled_range
from harvesters.cleaning.opening import DAY_NAMES, WEEK, Hours, Opening
from schema.issue import issue

EXPECTED = "the times of one day, such as 09:00-13:00, 14:00-18:00"
LONGEST = 300
_TO = r"\s*(?:-|–|—|to|until|till)\s*"
_RANGE = re.compile(rf"({CLOCK}){_TO}({CLOCK})")
_RANGES = re.compile(rf"{CLOCK}{_TO}{CLOCK}(?:(?:[\s,;/&+]|and|then)*{CLOCK}{_TO}{CLOCK})*")
_CLOSED = frozenset({"closed", "shut", "not open", "00:00-00:00", "x"})
_WHOLE_DAY = frozenset({"24 hours", "24h", "24hrs", "open 24 hours", "00:00-24:00", "all day"})


def clean_day_hours(value: Any, day: str, field: str) -> Cleaned[Hours]:
    """The times of `day` (`"MO"`); a word for closed gives none, what cannot be read stays text."""
    said = as_said(value)
    if said is None:
        return None, ()
    times = _times(said[:LONGEST])
    if times is None:
        text = f"{DAY_NAMES[WEEK.index(day)]}: {said[:LONGEST]}"
        return Hours((), text), (issue(field, said, "hours-unread", EXPECTED, "Kept as text"),)
    return Hours(tuple(Opening((day,), opens, closes) for opens, closes in times)), ()


def clean_pair(opens: Any, closes: Any, day: str, field: str) -> Cleaned[Hours]:
    """The times of `day` from two cells, one for the start and one for the end."""
    start, end = as_said(opens), as_said(closes)
    if start is None or end is None:
        return None, ()
    return clean_day_hours(start if start == end else f"{start}-{end}", day, field)


@lru_cache(maxsize=8_192)
def _times(said: str) -> tuple[tuple[str, str], ...] | None:
    text = spaced_out(said.casefold().strip(" ."))
    if text.replace(" ", "") in _CLOSED or text in _CLOSED:
        return ()
    if text in _WHOLE_DAY:
        return (FULL_DAY,)
    if not _RANGES.fullmatch(text):
        return None
    found = [settled_range(match.groups()) for match in _RANGE.finditer(text)]
    return None if None in found else tuple(times for times in found if times)
