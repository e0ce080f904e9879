"""Dates and times of change, from ISO 8601, spreadsheets and people; days come first."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import issue

LONDON = ZoneInfo("Europe/London")
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)
EXPECTED = "a date, such as 2026-03-02 or 2 March 2026"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[\s,T]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?)?"
_FIGURES = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d\d){_CLOCK}", re.I)
_IN_WORDS = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]{{3,9}})\.?,?[\s-]+"
    rf"(\d{{4}}){_CLOCK}",
    re.I,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def clean_stamp(
    value: Any, field: str, now: datetime, *, day_first: bool | None = None
) -> Cleaned[datetime]:
    """A moment in UTC. One without a zone is taken as British time; one ahead of `now` is `now`.

    02/03/2026 can mean two days: it is read only if the source says which comes first.
    """
    said = as_said(value)
    if said is None:
        return NOTHING
    moment, code = _moment(said, day_first)
    if moment is None or not moment.date() >= EARLIEST:
        code = code or "date-out-of-range"
        return None, (issue(field, said, code, EXPECTED, "Left out"),)
    if moment > now:
        expected = "a moment that has passed"
        return now, (
            issue(field, said, "date-in-future", expected, "Taken as the time of reading"),
        )
    return moment, ()


def clean_date(
    value: Any,
    field: str,
    *,
    latest: date = LATEST,
    day_first: bool | None = None,
) -> Cleaned[date]:
    """A day from 1990 to `latest`; a later one is reported and left out."""
    said = as_said(value)
    if said is None:
        return NOTHING
    moment, code = _moment(said, day_first)
    if moment is None:
        return None, (issue(field, said, code or "date-unreadable", EXPECTED, "Left out"),)
    day = moment.astimezone(LONDON).date()
    if not EARLIEST <= day <= latest:
        code = "date-in-future" if day > latest else "date-out-of-range"
        expected = f"a day from {EARLIEST} to {latest}"
        return None, (issue(field, said, code, expected, "Left out"),)
    return day, ()


def _moment(said: str, day_first: bool | None) -> tuple[datetime | None, str | None]:
    """The moment in UTC, or None with the code of what is wrong."""
    try:
        if _EPOCH.fullmatch(said):
            seconds = int(said) / (1000 if len(said) == 13 else 1)
            return datetime.fromtimestamp(seconds, UTC), None
        if said[:4].isdigit():
            return _in_utc(datetime.fromisoformat(said), day_alone=len(said) <= 10), None
        return _as_people_write(said, day_first)
    except (ValueError, OverflowError, OSError):
        return None, "date-unreadable"


def _as_people_write(said: str, day_first: bool | None) -> tuple[datetime | None, str | None]:
    words = _IN_WORDS.fullmatch(said)
    if words and words[2][:3].casefold() in _MONTHS:
        month = _MONTHS.index(words[2][:3].casefold()) + 1
        return _built(int(words[3]), month, int(words[1]), *words.groups()[3:]), None
    figures = _FIGURES.fullmatch(said)
    if figures is None:
        return None, "date-unreadable"
    first, second, year = int(figures[1]), int(figures[2]), int(figures[3])
    if first <= 12 and second <= 12 and first != second and day_first is None:
        return None, "date-ambiguous"
    days_first = first > 12 or (second <= 12 and day_first is not False)
    day, month = (first, second) if days_first else (second, first)
    full_year = year if year > 99 else 2000 + year
    return _built(full_year, month, day, *figures.groups()[3:]), None


def _built(
    year: int, month: int, day: int, hour: str | None, minute: str | None, half: str | None
) -> datetime:
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.casefold() == "pm" else 0)
    moment = datetime.combine(date(year, month, day), time(hours, int(minute or 0)))
    return _in_utc(moment, day_alone=hour is None)


def _in_utc(moment: datetime, *, day_alone: bool) -> datetime:
    """A day without a time is that day in UTC too, so that it never slips to the day before."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC if day_alone else LONDON)
    return moment.astimezone(UTC)
