"""What a caller may send with a search, each with its meaning, its bounds and an example."""

from typing import Literal

from pydantic import ConfigDict, Field

from api.parameters import Asked
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
    Printable,
    Slug,
    UpToAHundred,
    YesNo,
)
from schema.accessibility import Feature
from schema.service import AccessMode, Joining
from search.documents import Tier
from search.hours import Day
from search.query import Sort


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
