"""Opening times in words: "Mon-Fri 9am-5pm; Sat 10-12", "first Monday of the month, 2-4pm"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile, pairwise, takewhile
from typing import Any

from harvesters.cleaning import Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.clock_times import read_clock, settle, settle_alone, spaced_out
from harvesters.cleaning.hour_words import (
    ORDINALS,
    Token,
    clauses,
    days_of,
    leads_with_time,
    tokens,
)
from harvesters.cleaning.opening import EXPECTED, WEEK, Freq, Hours, Opening, gathered
from schema.issue import issue

LONGEST = 2_000
FULL_DAY = ("00:00", "23:59")
Times = tuple[str, str | None]
_DATED = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|christmas|easter|xmas|winter|"
    r"summer|(?:19|20)\d\d|(?!24/7)\d{1,2}/\d{1,2})\b"
)


def clean_hours(value: Any, field: str) -> Cleaned[Hours]:
    """The opening times that a text states; what has no single reading stays text, unguessed.

    A text that speaks of dates or seasons is kept as it is, for its times do not hold always.
    """
    said = as_said(value)
    return _hours(said[:LONGEST], field) if said else (None, ())


@lru_cache(maxsize=8_192)
def _hours(said: str, field: str) -> Cleaned[Hours]:
    text = said.casefold().replace("–", "-").replace("—", "-")
    readings = [] if _DATED.search(text) else _readings(tokens(spaced_out(text)))
    openings = gathered(opening for reading in readings for opening in reading or ())
    if readings and None not in readings:
        return Hours(openings), ()
    if openings:
        partly = issue(field, said, "hours-partly-read", EXPECTED, "The whole is kept as text too")
        return Hours(openings, said), (partly,)
    return Hours((), said), (issue(field, said, "hours-unread", EXPECTED, "Kept as text"),)


def _readings(words: Sequence[Token]) -> list[list[Opening] | None]:
    """Each clause read; words at the end of one may be a heading of the next, so they spoil both.

    Where times stand before days, one unread clause makes the pairing of all uncertain.
    """
    listed = any(word.text == ";" for word in words)
    found: list[list[Opening] | None] = []
    headed = False
    for clause in clauses(words):
        found.append(None if headed else _read(clause, listed=listed))
        behind = takewhile(lambda token: token.kind != "stop", reversed(clause))
        headed = any(token.kind == "word" for token in behind)
    return [None] if None in found and leads_with_time(words) else found


def _read(clause: Sequence[Token], *, listed: bool) -> list[Opening] | None:
    """The openings of one clause; None when a word of it could change their meaning.

    In a list with semicolons a day may stand without times; elsewhere its times are not known.
    """
    kinds = {token.kind for token in clause}
    byday = _days(clause)
    times = _times(clause)
    if "word" in kinds or byday is None or times is None:
        return None
    counted = any(len(day) > 2 for day in byday)
    if "closed" in kinds:
        return None if times or not byday else []
    if not byday and kinds <= {"always", "stop", "and"} and times:
        byday = WEEK
    if not times:
        return [] if byday and listed else None
    if not byday or ("month" in kinds and not counted) or ("fortnight" in kinds and counted):
        return None
    notes = "; ".join(token.text.strip("()") for token in clause if token.kind == "note") or None
    freq: Freq = "MONTHLY" if counted else "WEEKLY"
    interval = 2 if "fortnight" in kinds else 1
    return [Opening(byday, opens, closes, freq, interval, notes) for opens, closes in times]


def _days(clause: Sequence[Token]) -> tuple[str, ...] | None:
    """The days of a clause, with their count in the month where one was said."""
    run = list(dropwhile(lambda token: token.kind not in ("day", "ordinal"), clause))
    run = list(takewhile(lambda token: token.kind in ("day", "ordinal", "to", "and"), run))
    if any(token.kind == "ordinal" for token in run):
        return _counted_days(run)
    found: list[str] = []
    for before, token in pairwise([Token("and", ","), *run]):
        if token.kind == "day":
            days = days_of(token.text)
            found += _through(found[-1], days[0]) if before.kind == "to" and found else days
    return tuple(sorted(set(found), key=WEEK.index))


def _counted_days(run: Sequence[Token]) -> tuple[str, ...] | None:
    """ "first and third Tuesday" is 1TU and 3TU; a day that nobody counted makes it unreadable."""
    found: list[str] = []
    counts: list[str] = []
    closed = True
    for token in run:
        if token.kind == "ordinal":
            counts = [ORDINALS[token.text]] if closed else [*counts, ORDINALS[token.text]]
            closed = False
        elif token.kind == "day":
            if closed:
                return None
            found += [f"{count}{day}" for count in counts for day in days_of(token.text)]
            closed = True
    return tuple(found) if closed else None


def _through(first: str, last: str) -> list[str]:
    """The days after `first` up to `last`, over the end of the week where need be."""
    start, end = WEEK.index(first), WEEK.index(last)
    return [WEEK[(start + step) % 7] for step in range(1, (end - start) % 7 + 1)]


def _times(clause: Sequence[Token]) -> list[Times] | None:
    """The times of a clause; None when one of them has no single reading."""
    ranges = _ranges([token for token in clause if token.kind in ("time", "to", "always", "and")])
    if len(ranges) == 1 and len(ranges[0]) == 1:
        clock = read_clock(ranges[0][0])
        start = settle_alone(clock) if clock else None
        return [(start, None)] if start else None
    settled = [FULL_DAY if not ends else settled_range(ends) for ends in ranges]
    return None if None in settled else [times for times in settled if times]


def settled_range(ends: Sequence[str]) -> tuple[str, str] | None:
    """Start and end, as written, to HH:MM; None when they are not two or could mean two things."""
    clocks = [read_clock(end) for end in ends]
    if len(clocks) != 2 or clocks[0] is None or clocks[1] is None:
        return None
    return settle(clocks[0], clocks[1])


def _ranges(run: Sequence[Token]) -> list[list[str]]:
    """Times that "to" ties together, in lists; an empty list stands for the whole day."""
    found: list[list[str]] = []
    before = "and"
    for token in run:
        if token.kind == "always":
            found.append([])
        elif token.kind == "time":
            if before == "to" and found and found[-1]:
                found[-1].append(token.text)
            else:
                found.append([token.text])
        before = token.kind
    return found
