"""What a caller of Open Referral's doors may send, each with its meaning, bounds and an example."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from api.directory.values import (
    Clock,
    Id,
    Moment,
    Proximity,
    WeekDay,
    Years,
)
from api.parameters import Asked
from api.values import (
    CategorySlug,
    Latitude,
    Longitude,
    Metres,
    NeedSlug,
    PageNumber,
    Printable,
    Slug,
    UpToFiveHundred,
    YesNo,
)
from schema.service import AccessMode
from search.documents import Tier

OURS: dict[str, Any] = {"x-origin": "fingerpost"}
Words = Annotated[Printable, Field(max_length=200)]
Term = Annotated[str, BeforeValidator(str.lower)]


class ListAsked(Asked):
    """Which page of a list, and in which form."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"search": "debt", "per_page": 20}]})

    search: Words = Field(
        "",
        description="Words, all of which must stand in it; endings do not matter.",
        examples=["debt advice"],
    )
    page: PageNumber = Field(1, description="Page, counted from 1.", examples=[1])
    per_page: UpToFiveHundred = Field(50, description="How many on a page, at most.", examples=[50])
    format: Literal["json", "ndjson"] = Field(
        "json",
        description="`ndjson`: everything at once, one object on each line, without pages.",
        examples=["json"],
    )


class FoundByTerm(ListAsked):
    """Filters by terms of taxonomies."""

    taxonomy_term_id: Id | None = Field(
        None,
        description="Described by this term, or by any term below it.",
        examples=["a8f73737-e366-5245-b1bc-c13508565689"],
    )
    taxonomy_id: Id | None = Field(
        None,
        description="Described by any term of this taxonomy.",
        examples=["0439f54b-0c2e-5014-85c1-fd9c5ceb1e5d"],
    )


class ServicesAsked(FoundByTerm):
    """Filters of services; all that are given must hold."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"postcode": "M33 7ZF", "proximity": 8047, "category": ["food-bank"]}]
        }
    )

    organization_id: Id | None = Field(
        None,
        description="Given by this organization.",
        examples=["6f2d1a54-3b0e-5d0c-9a41-0f6f3c1f7e11"],
    )
    modified_after: Moment | None = Field(
        None,
        description="Changed here at this moment or later; a day, or a date and time in UTC.",
        examples=["2026-10-05T04:00:00Z"],
    )
    minimal: YesNo = Field(
        False,
        description="Only id and moment of the last change, all of them on one page: what is no "
        "longer there is no longer published.",
        examples=[False],
    )
    full: YesNo = Field(
        True,
        description="Everything that belongs to it; `false` leaves out what it has several of.",
        examples=[True],
    )
    minimum_age: Years | None = Field(
        None, description="States a lowest age of this many years or more.", examples=[65]
    )
    maximum_age: Years | None = Field(
        None, description="States a highest age of this many years or fewer.", examples=[90]
    )
    start_time: Clock | None = Field(
        None, description="With a session that begins then or later, `HH:MM`.", examples=["09:00"]
    )
    end_time: Clock | None = Field(
        None, description="With a session that ends then or sooner, `HH:MM`.", examples=["17:00"]
    )
    day: WeekDay | None = Field(
        None, description="With a session on this day of the week.", examples=["TU"]
    )
    postcode: Words | None = Field(
        None,
        min_length=2,
        description="May serve people at this postcode: states no service area, or one that holds "
        "it, or is nationwide. With `proximity`, near it too. A postcode in an address can end up "
        "in logs on the way; the POST twin keeps it out.",
        examples=["M33 7ZF"],
    )
    proximity: Proximity | None = Field(
        None,
        description="Within so many metres of the middle of the postcode.",
        examples=[8047],
    )
    lat: Latitude | None = Field(
        None,
        description="Near this latitude, with `lon`.",
        examples=[53.42],
        json_schema_extra=OURS,
    )
    lon: Longitude | None = Field(
        None, description="Longitude, with `lat`.", examples=[-2.32], json_schema_extra=OURS
    )
    within_m: Metres | None = Field(
        None,
        description="Metres from that point; 8047 (5 miles) without it.",
        examples=[8047],
        json_schema_extra=OURS,
    )
    age: Years | None = Field(
        None,
        description="Open to a person of this age; a service that states no ages is open to all.",
        examples=[70],
        json_schema_extra=OURS,
    )
    tier: Tier | None = Field(
        None,
        description="Holds a kite mark of this tier or a higher one now.",
        examples=["ready"],
        json_schema_extra=OURS,
    )
    category: tuple[CategorySlug, ...] = Field(
        (),
        max_length=20,
        description="Of one of these kinds.",
        examples=[["food-bank"]],
        json_schema_extra=OURS,
    )
    need: tuple[NeedSlug, ...] = Field(
        (),
        max_length=20,
        description="Helps with one of these.",
        examples=[["loneliness"]],
        json_schema_extra=OURS,
    )
    access_mode: tuple[AccessMode, ...] = Field(
        (),
        max_length=4,
        description="Offered in one of these ways.",
        examples=[["phone"]],
        json_schema_extra=OURS,
    )
    source: tuple[Slug, ...] = Field(
        (),
        max_length=50,
        description="Said by one of these sources; ids as in `/v1/sources`.",
        examples=[["made_up_council"]],
        json_schema_extra=OURS,
    )


class OrganizationsAsked(FoundByTerm):
    """Filters of organizations, by the services that they give."""

    full: YesNo = Field(
        True,
        description="Everything that belongs to it; `false` leaves out what it has several of.",
        examples=[True],
    )
    full_service: YesNo = Field(False, description="With all its services.", examples=[False])


class OrganizationAsked(Asked):
    """How much of an organization."""

    full_service: YesNo = Field(False, description="With all its services.", examples=[False])


class TermsAsked(ListAsked):
    """Filters of taxonomy terms."""

    taxonomy_id: Id | None = Field(
        None,
        description="Of this taxonomy.",
        examples=["0439f54b-0c2e-5014-85c1-fd9c5ceb1e5d"],
    )
    top_only: YesNo = Field(
        False, description="Only terms that have none above them.", examples=[False]
    )
    parent_id: Id | None = Field(
        None,
        description="Right below this term.",
        examples=["a8f73737-e366-5245-b1bc-c13508565689"],
    )
