"""Dates of FHIR, which are spans as long as they are precise."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Literal, cast

from directory.fhir.asking import Updated

_SAID = re.compile(
    r"(?P<prefix>eq|ne|gt|lt|ge|le|sa|eb)?"
    r"(?P<year>[12]\d{3})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
)
_SAME = {"sa": "gt", "eb": "lt"}
Prefix = Literal["eq", "ne", "gt", "lt", "ge", "le"]


def updated(said: str) -> Updated:
    """A comparison such as `ge2026-10-01`; raises ValueError."""
    found = _SAID.fullmatch(said)
    if found is None:
        raise ValueError("expected a date such as ge2026-10-01")
    start, length = _span(found)
    prefix = found["prefix"] or "eq"
    named = cast(Prefix, _SAME.get(prefix, prefix))
    return Updated(named, _stamp(start), _stamp(start + length))


def _span(found: re.Match[str]) -> tuple[datetime, timedelta]:
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    first = datetime(year, month, day, tzinfo=UTC)
    if found["clock"]:
        return _moment(found)
    if found["day"]:
        return first, timedelta(days=1)
    if found["month"]:
        return first, timedelta(days=monthrange(year, month)[1])
    return first, timedelta(days=(datetime(year, 12, 31, tzinfo=UTC) - first).days + 1)


def _moment(found: re.Match[str]) -> tuple[datetime, timedelta]:
    said = found.group().removeprefix(found["prefix"] or "")
    moment = datetime.fromisoformat(said if found["zone"] else f"{said}+00:00").astimezone(UTC)
    precise = found["clock"].count(":") == 2
    return moment.replace(microsecond=0), timedelta(seconds=1 if precise else 60)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
