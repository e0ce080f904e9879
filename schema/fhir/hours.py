"""Times that repeat every week as FHIR has them; all other times in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.fhir.concepts import Json, joined, said

DAYS: Mapping[str, str] = {
    "MO": "mon",
    "TU": "tue",
    "WE": "wed",
    "TH": "thu",
    "FR": "fri",
    "SA": "sat",
    "SU": "sun",
}
_OTHER_RULES = ("bymonthday", "byweekno", "byyearday", "count")
_PERIODS = {"WEEKLY": "weeks", "MONTHLY": "months"}


def opening(schedules: Iterable[Mapping[str, Any]], starts: str, ends: str) -> list[Json]:
    """Every schedule that FHIR can express; `starts` and `ends` are its names of the two times."""
    return [
        said(
            daysOfWeek=_days(one),
            **{starts: _time(one.get("opens_at")), ends: _time(one.get("closes_at"))},
        )
        for one in schedules
        if _is_weekly(one)
    ]


def exceptions(schedules: Iterable[Mapping[str, Any]]) -> str | None:
    """In words: times that are not weekly, the days between which times hold, and remarks."""
    told = [_told(one) for one in schedules]
    return joined(dict.fromkeys(told), "; ")


def _is_weekly(one: Mapping[str, Any]) -> bool:
    """Whether it repeats every week on plain days, so that `availableTime` says all of it."""
    days = _days(one)
    plain = bool(days) and len(days) == len(one["byday"].split(","))
    every_week = one.get("freq", "WEEKLY") == "WEEKLY" and one.get("interval", 1) == 1
    return plain and every_week and not any(one.get(name) for name in _OTHER_RULES)


def _days(one: Mapping[str, Any]) -> list[str]:
    codes = (code.strip() for code in one.get("byday", "").split(","))
    return [DAYS[code] for code in codes if code in DAYS]


def _time(clock: str | None) -> str | None:
    """`HH:MM`, perhaps with a zone, as FHIR's `HH:MM:SS`; the times are local."""
    return f"{clock[:5]}:00" if clock else None


def _told(one: Mapping[str, Any]) -> str | None:
    words = None if _is_weekly(one) else one.get("description") or _rule(one)
    between = joined(
        (
            f"from {one['valid_from']}" if one.get("valid_from") else None,
            f"until {last}" if (last := one.get("until") or one.get("valid_to")) else None,
        ),
        " ",
    )
    return joined((words, between, one.get("notes")), ", ")


def _rule(one: Mapping[str, Any]) -> str | None:
    """A rule without words of its own, in ours."""
    period = _PERIODS.get(one.get("freq", ""))
    every = f"every {one.get('interval', 1)} {period}" if period else None
    clock = joined((one.get("opens_at"), one.get("closes_at")), " to ")
    on = one.get("byday") or one.get("bymonthday")
    times = f"{one['count']} times" if one.get("count") else None
    return joined((every, f"on {on}" if on else None, clock, times), ", ")
