"""Schedules of nested records: parts of a repetition rule, checked one by one."""

import re
from typing import Any
from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.clock_times import read_clock, written
from harvesters.cleaning.hours import clean_hours
from harvesters.cleaning.opening import WEEK
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.schedules import schedule_objects
from harvesters.mapping.nested.attributes import attributes_of
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    day,
    fields_of,
    line,
    numbers,
    objects_in,
    own_id,
    text,
    url,
)

_SIMPLE = {
    "valid_from": day,
    "valid_to": day,
    "dtstart": day,
    "until": day,
    "byweekno": numbers,
    "bymonthday": numbers,
    "byyearday": numbers,
    "description": text,
    "notes": text,
    "schedule_link": url,
    "attending_type": line,
}
_CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\dT)?(\d{1,2}:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_DAY = re.compile(r"([+-]?[1-5])?\s*(MO|TU|WE|TH|FR|SA|SU)[A-Z]*", re.IGNORECASE)
_FREQUENCIES = {"WEEKLY": "WEEKLY", "MONTHLY": "MONTHLY", "DAILY": "WEEKLY", "W": "WEEKLY"}


def schedules_of(value: Any, path: str, draft: Draft, parent: UUID) -> list[Object]:
    """Every schedule that can be used; times in words alone are read as words."""
    made: dict[UUID, Object] = {}
    for said, where in objects_in(value, path, draft):
        for schedule in _schedules(said, where, draft, parent):
            made.setdefault(schedule["id"], schedule)
    return list(made.values())


def _schedules(said: Said, path: str, draft: Draft, parent: UUID) -> list[Object]:
    times = _times(said, path, draft)
    if times is None:
        return []
    made = fields_of(said, _SIMPLE, f"{path}.", draft)
    rule = _rule(said, path, draft)
    if not times and not rule and set(made) <= {"description", "notes"}:
        hours = draft.take(clean_hours(made.get("description"), f"{path}.description"))
        return schedule_objects(parent, [hours]) if hours else []
    _in_order(made, "valid_from", "valid_to", path, draft)
    _in_order(made, "dtstart", "until", path, draft)
    everything = {**rule, **made, **times}
    identity = own_id(parent, "schedule", said, repr(sorted(everything.items(), key=str)))
    attributes = attributes_of(said.get("attributes"), draft, identity, "schedule")
    return [{"id": identity, **everything, "attributes": attributes}]


def _times(said: Said, path: str, draft: Draft) -> Object | None:
    """Start and end as HH:MM; None if one of them is no time of day: then the rule is no use."""
    times = {}
    for name in ("opens_at", "closes_at"):
        value = as_said(said.get(name))
        if value is None:
            continue
        match = _CLOCK.fullmatch(value)
        clock = read_clock(match[1] if match else value.casefold())
        if clock is None:
            expected = "HH:MM from 00:00 to 23:59"
            done = "Schedule left out, service kept"
            draft.report(f"{path}.{name}", value, "time-unreadable", expected, done)
            return None
        times[name] = written(clock.reading(clock.half))
    return times


def _rule(said: Said, path: str, draft: Draft) -> Object:
    """What repeats and how often. Source of the parts: RFC 5545, RRULE."""
    rule: Object = {}
    freq = (as_said(said.get("freq")) or "").upper()
    days = _days(said, path, draft)
    if freq in _FREQUENCIES:
        rule["freq"] = _FREQUENCIES[freq]
        days = days or (list(WEEK) if freq == "DAILY" else [])
    elif freq:
        draft.report(f"{path}.freq", freq, "freq-unknown", "WEEKLY or MONTHLY", "Left out")
    elif days:
        rule["freq"] = "MONTHLY" if any(len(each) > 2 for each in days) else "WEEKLY"
    if days:
        rule["byday"] = ",".join(days)
    for name, most in (("interval", 52), ("count", 1_000)):
        whole = as_said(said.get(name)) or ""
        if whole.isdecimal() and 1 <= int(whole) <= most:
            rule[name] = int(whole)
    week_start = (as_said(said.get("wkst")) or "").upper()[:2]
    return {**rule, "wkst": week_start} if week_start in WEEK else rule


def _days(said: Said, path: str, draft: Draft) -> list[str]:
    """Days as RFC 5545 writes them, also from names, and from the `weekday` of older feeds."""
    written_days = as_said(said.get("byday")) or as_said(said.get("weekday")) or ""
    found: dict[str, None] = {}
    for part in filter(None, re.split(r"[,;\s]+", written_days)):
        match = _DAY.fullmatch(part)
        if match is None:
            expected = "days such as MO,WE or 2TU"
            draft.report(f"{path}.byday", part, "day-unreadable", expected, "Left out")
            continue
        found[f"{(match[1] or '').lstrip('+')}{match[2].upper()}"] = None
    return list(found)


def _in_order(made: Object, first: str, last: str, path: str, draft: Draft) -> None:
    if first in made and last in made and made[last] < made[first]:
        said = f"{made[first]} to {made[last]}"
        expected = f"{last} not before {first}"
        draft.report(f"{path}.{last}", said, "date-order", expected, "Both left out")
        del made[first], made[last]
