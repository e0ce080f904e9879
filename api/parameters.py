"""What a caller may send, each with its meaning, its bounds and an example."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.errors import Fault, ParametersRefused
from api.values import (
    Age,
    CalendarDay,
    CategorySlug,
    FacetName,
    LanguageCode,
    Latitude,
    Longitude,
    Metres,
    NeedSlug,
    PageNumber,
    Printable,
    Slug,
    UpToAHundred,
    UpToTwenty,
    YesNo,
    metres,
)
from journeys.finding.question import WIDEST_M, Filters, Question
from schema.accessibility import Feature
from schema.service import AccessMode, Joining
from search.documents import Tier
from search.hours import Day
from search.index import Sort

FIRST_FACETS = ("category", "need", "access_mode", "tier")


class Asked(BaseModel):
    """Parameters: each known, each within bounds."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def given(cls, value: Any) -> Any:
        """What was sent; what is not known is left out, and never null."""
        if value is None:
            raise ValueError("expected a value, not null; leave it out instead")
        return value


class NothingAsked(Asked):
    """An address that takes no parameters."""


class PageAsked(Asked):
    """Which page of a list."""

    page: PageNumber = Field(1, description="Page, counted from 1.", examples=[1])
    per_page: UpToAHundred = Field(50, description="How many on a page, at most.", examples=[50])


class SuggestAsked(Asked):
    """Letters to complete."""

    letters: Printable = Field(
        min_length=2,
        max_length=80,
        description="The first letters of a need, a category, a service or a place; two or more.",
        examples=["befr"],
    )
    limit: UpToTwenty = Field(8, description="How many of each kind.", examples=[8])


class SearchAsked(Asked):
    """One search; values of one filter are alternatives, different filters must all hold."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"q": "debt advice", "near": "M33 7ZF", "within": "5mi"}]}
    )

    q: Printable = Field(
        "",
        max_length=200,
        description="Words, as a person would say them. Typing errors and synonyms are understood.",
        examples=["debt advice"],
    )
    near: Printable = Field(
        "",
        max_length=100,
        description="Near where: a postcode, the first half of one, a town or village, or "
        "`lat,lon`. A postcode in an address can end up in the logs of those in between; the POST "
        "twin keeps it out.",
        examples=["M33 7ZF"],
    )
    lat: Latitude | None = Field(
        None,
        description="Latitude, instead of `near`; with `lon`.",
        examples=[53.42],
    )
    lon: Longitude | None = Field(None, description="Longitude, with `lat`.", examples=[-2.32])
    within_m: Metres | None = Field(
        None,
        description="How far, in metres. 8047 (5 miles) when a place is given without it.",
        examples=[8047],
    )
    within: str | None = Field(
        None,
        pattern=r"^[0-9]{1,6}(\.[0-9]{1,3})?(m|km|mi)$",
        description="How far, with its unit, instead of `within_m`; at most 100 km.",
        examples=["5mi"],
    )
    sort: Sort | None = Field(
        None,
        description="Best match first, or nearest first. By relevance when there are words, else "
        "by distance.",
        examples=["distance"],
    )
    limit: UpToAHundred = Field(20, description="How many results at most.", examples=[20])
    cursor: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_-]{1,80}$",
        description="Where to go on: `cursor` of the answer before, with everything else the same.",
        examples=["q4Jm8m1HTp4AAAAAAAAABwAAABQ"],
    )
    category: tuple[CategorySlug, ...] = Field(
        (), max_length=20, description="What kind of help.", examples=[["food-bank"]]
    )
    need: tuple[NeedSlug, ...] = Field(
        (), max_length=20, description="What it helps with.", examples=[["loneliness"]]
    )
    age: Age | None = Field(None, description="Open to a person of this age.", examples=[70])
    day: Day | None = Field(None, description="Open on this day.", examples=["TU"])
    time: str | None = Field(
        None,
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="Open at this time in London, on `day` or on any day.",
        examples=["18:30"],
    )
    evening: YesNo | None = Field(None, description="Open in the evening.", examples=[True])
    weekend: YesNo | None = Field(None, description="Open at the weekend.", examples=[True])
    access_mode: tuple[AccessMode, ...] = Field(
        (), max_length=4, description="How it is offered.", examples=[["phone", "online"]]
    )
    joining: tuple[Joining, ...] = Field(
        (),
        max_length=3,
        description="How one joins: by oneself, through a professional, with a voucher.",
        examples=[["self"]],
    )
    taking_referrals: YesNo | None = Field(
        None, description="Says that it takes new people.", examples=[True]
    )
    gender_only: Literal["women", "men"] | None = Field(
        None, description="For women only or for men only.", examples=["women"]
    )
    free: YesNo | None = Field(None, description="Says that it costs nothing.", examples=[True])
    personal_budget: YesNo | None = Field(
        None, description="Says that a personal budget can pay for it.", examples=[True]
    )
    language: tuple[LanguageCode, ...] = Field(
        (), max_length=20, description="Given in this language (ISO 639).", examples=[["ur"]]
    )
    accessibility: tuple[Feature, ...] = Field(
        (), max_length=9, description="What the place offers.", examples=[["step_free"]]
    )
    tier: Tier | None = Field(
        None, description="Holds a kite mark of this tier or a higher one now.", examples=["ready"]
    )
    checked_since: CalendarDay | None = Field(
        None, description="Information checked on this day or later.", examples=["2026-05-01"]
    )
    source: tuple[Slug, ...] = Field(
        (),
        max_length=50,
        description="Said by this source; ids as in `/v1/sources`.",
        examples=[["made_up_council"]],
    )
    reach: Literal["wide"] | None = Field(
        None,
        description="`wide`: nationwide, online, telephone and home-visiting services alone, all "
        "of them, page by page. Without it the first few stand beside those near the place.",
        examples=["wide"],
    )
    serves: Literal["yes"] | None = Field(
        None,
        description="`yes`: only listings whose stated area holds the place.",
        examples=["yes"],
    )
    facet: tuple[FacetName, ...] = Field(
        (),
        max_length=14,
        description="What to count. When left out: category, need, access_mode and tier, on the "
        "first page.",
        examples=[["category", "need"]],
    )


def question(asked: SearchAsked) -> Question:
    """The question that the parameters ask; raises ParametersRefused when they clash."""
    if (asked.lat is None) != (asked.lon is None):
        raise _clash("lon" if asked.lon is None else "lat", "lat and lon belong together")
    return Question(
        words=asked.q,
        near=asked.near or None,
        lat=asked.lat,
        lon=asked.lon,
        within_m=_within_m(asked),
        sort=asked.sort,
        limit=asked.limit,
        cursor=asked.cursor,
        filters=_filters(asked),
        reach=asked.reach or "all",
        facets=asked.facet or (() if asked.cursor else FIRST_FACETS),
    )


def _within_m(asked: SearchAsked) -> int | None:
    if asked.within is None:
        return asked.within_m
    if asked.within_m is not None:
        raise _clash("within", "within and within_m say the same; expected one of them")
    within_m = metres(asked.within)
    if not 1 <= within_m <= WIDEST_M:
        raise _clash("within", "expected 1 metre to 100 km")
    return within_m


def _filters(asked: SearchAsked) -> Filters:
    return Filters(
        categories=asked.category,
        needs=asked.need,
        age=asked.age,
        day=asked.day,
        time_min=_minutes(asked.time),
        evening=asked.evening,
        weekend=asked.weekend,
        access_modes=asked.access_mode,
        joining=asked.joining,
        taking_referrals=asked.taking_referrals,
        gender_only=asked.gender_only,
        free=asked.free,
        personal_budget=asked.personal_budget,
        languages=asked.language,
        accessibility=asked.accessibility,
        tier=asked.tier,
        checked_since=asked.checked_since,
        sources=asked.source,
        serves=asked.serves == "yes",
    )


def _minutes(time: str | None) -> int | None:
    return None if time is None else int(time[:2]) * 60 + int(time[3:])


def _clash(parameter: str, detail: str) -> ParametersRefused:
    fault = Fault(detail, parameter=parameter)
    return ParametersRefused("Parameters do not go together; nothing was searched for.", (fault,))
