"""Kinds of value that parameters of Open Referral have, read strictly from texts as from JSON."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

DAY_NAMES = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}
DAYS = tuple(DAY_NAMES.values())
_DAY_ONLY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_EXPECTED_MOMENT = "expected a date, or a date and time such as 2026-10-05T04:00:00Z"


def _weekday(value: Any) -> Any:
    """MO to SU, also when the day was written out."""
    if not isinstance(value, str):
        return value
    day = DAY_NAMES.get(value.casefold(), value.upper())
    if day not in DAYS:
        raise ValueError(f"expected one of {', '.join(DAYS)}")
    return day


def _moment(value: Any) -> Any:
    """A moment in UTC; a day is its first moment, and a time without a zone is UTC."""
    if not isinstance(value, str):
        raise ValueError(_EXPECTED_MOMENT)
    try:
        if _DAY_ONLY.fullmatch(value):
            return datetime.combine(date.fromisoformat(value), time(), UTC)
        if _MOMENT.fullmatch(value):
            said = datetime.fromisoformat(value)
            return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError(_EXPECTED_MOMENT)


def _metres(value: Any) -> Any:
    """Metres as the standards send them, a text."""
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", value):
            raise ValueError("expected metres such as 8047, at most 100000")
        return float(value)
    return value


def _years(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", value):
            raise ValueError("expected years such as 65")
        return float(value)
    return value


Id = Annotated[
    str,
    Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$")]
WeekDay = Annotated[
    str, BeforeValidator(_weekday), WithJsonSchema({"type": "string", "enum": list(DAYS)})
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
            r"(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?$",
        }
    ),
]
Proximity = Annotated[float, Field(ge=1, le=100_000), BeforeValidator(_metres)]
Years = Annotated[float, Field(ge=0, le=120), BeforeValidator(_years)]
