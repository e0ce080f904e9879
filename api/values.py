"""Kinds of value that parameters have, read strictly from texts as from JSON."""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from journeys.finding.question import WIDEST_M
from schema.vocabulary import CATEGORIES, NEEDS
from search.query import FACETS

PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
SLUG = r"^[a-z0-9][a-z0-9_-]{0,79}$"
DIGITS = re.compile(r"-?[0-9]{1,18}")
DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,18})?")
WITHIN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(m|km|mi)")
METRES = {"m": 1.0, "km": 1_000.0, "mi": 1_609.344}


def _digits(value: Any) -> Any:
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        raise ValueError("expected a whole number of at most 18 digits")
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str) and not DECIMAL.fullmatch(value):
        raise ValueError("expected a decimal number")
    return value


def _true_or_false(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError("expected true or false")
        return value == "true"
    return value


def _calendar_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("expected a date as YYYY-MM-DD")
    return date.fromisoformat(value)


def _one_of(names: Collection[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in names:
            raise ValueError(f"expected one of {', '.join(names)}")
        return value

    return check


def _enumerated(names: Collection[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(names)})


def metres(within: str) -> int:
    """Metres of a distance as people write it (`5mi`, `8km`, `500m`); raises ValueError."""
    said = WITHIN.fullmatch(within)
    if said is None:
        raise ValueError("expected a number and m, km or mi, such as 5mi")
    return round(float(said[1]) * METRES[said[2]])


Printable = Annotated[str, Field(pattern=PRINTABLE)]
Whole = Annotated[int, BeforeValidator(_digits)]
PageNumber = Annotated[int, Field(ge=1, le=1_000_000), BeforeValidator(_digits)]
UpToTwenty = Annotated[int, Field(ge=1, le=20), BeforeValidator(_digits)]
UpToAHundred = Annotated[int, Field(ge=1, le=100), BeforeValidator(_digits)]
UpToFiveHundred = Annotated[int, Field(ge=1, le=500), BeforeValidator(_digits)]
Age = Annotated[int, Field(ge=0, le=120), BeforeValidator(_digits)]
Metres = Annotated[int, Field(ge=1, le=WIDEST_M), BeforeValidator(_digits)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False), BeforeValidator(_decimal)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False), BeforeValidator(_decimal)]
YesNo = Annotated[bool, BeforeValidator(_true_or_false)]
CalendarDay = Annotated[date, BeforeValidator(_calendar_day)]
Slug = Annotated[str, Field(pattern=SLUG)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
NeedSlug = Annotated[str, AfterValidator(_one_of(NEEDS)), _enumerated(NEEDS)]
CategorySlug = Annotated[str, AfterValidator(_one_of(CATEGORIES)), _enumerated(CATEGORIES)]
FacetName = Annotated[str, AfterValidator(_one_of(FACETS)), _enumerated(FACETS)]
