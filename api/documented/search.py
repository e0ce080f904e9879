"""The shapes of what a search answers."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from api.documented.answered import Answered
from api.documented.places import PlaceToChoose, PlaceUnderstood, Serves
from schema.example_ids import example_id
from schema.service import Service


class UrgentHelp(Answered):
    """Somebody to turn to at once."""

    name: str = Field(examples=["Samaritans"])
    contact: str = Field(description="A number to ring, or how to text.", examples=["116 123"])
    when: str = Field(description="For whom and when.", examples=["free, at any hour"])
    url: str = Field("", examples=["https://www.samaritans.org"])


class Matched(Answered):
    """Words of the listing that answer the words asked for, and the field they stand in."""

    field: str = Field(examples=["name"])
    words: list[str] = Field(examples=[["debt", "advice"]])


class Result(Answered):
    """One listing found."""

    id: UUID = Field(examples=[example_id("service")])
    distance_m: int = Field(
        0, description="Metres to its nearest place, as the crow flies.", examples=[1200]
    )
    serves: Serves | None = Field(None, description="Present when a place was asked for.")
    matched: list[Matched]
    listing: Service


class FoundListings(Answered):
    """Listings found, of `total`."""

    total: int = Field(examples=[12])
    total_is_exact: bool = Field(examples=[True])
    results: list[Result]


class FacetCount(Answered):
    """How many of all listings found have this value."""

    value: str = Field(examples=["food-bank"])
    name: str = Field("", examples=["Food bank"])
    count: int = Field(examples=[7])


class Loosen(Answered):
    """What would find something: leave out the parameters in `drop`, or search `within_m`."""

    drop: list[str] = Field(default_factory=list, examples=[["free"]])
    within_m: int = Field(0, examples=[12000])
    total: int = Field(description="How many it would find.", examples=[4])


class SearchAnswer(FoundListings):
    """What a search found, and what to do when it found nothing."""

    urgent_help: list[UrgentHelp] = Field(description="First, when words of crisis are asked for.")
    place: PlaceUnderstood | None = None
    choices: list[PlaceToChoose] = Field(description="Several places have that name: choose one.")
    within_m: int = Field(0, examples=[8047])
    sort: Literal["relevance", "distance"]
    nationwide_and_online: FoundListings = Field(
        description="Services that need no place. The total counts also those with a place near, "
        "which stand in `results`."
    )
    facets: dict[str, list[FacetCount]] = Field(
        description="How many of all that was found have each value; empty while `degraded`, when "
        "nothing is counted.",
        examples=[{"category": [{"value": "food-bank", "name": "Food bank", "count": 7}]}],
    )
    facets_are_exact: bool = Field(examples=[True])
    corrected: dict[str, list[str]] = Field(
        description="Words that were read as others.", examples=[{"freinds": ["friends"]}]
    )
    all_words: bool = Field(
        description="False when nothing has all the words, and these some.", examples=[True]
    )
    lacking: list[str] = Field(
        description="Words that a result of this page lacks.", examples=[["debt"]]
    )
    loosen: list[Loosen] = Field(description="When nothing was found: what would find something.")
    nearest_beyond: list[Result] = Field(description="When nothing was found: the nearest beyond.")
    cursor: str = Field(
        "",
        description="Send it with the same search for the next page.",
        examples=["q4Jm8m1HTp4AAAAAAAAABwAAABQ"],
    )
    moved: bool = Field(
        description="The directory changed since the page before, or only one of both pages is "
        "`degraded`: a listing may be missing or stand on both.",
        examples=[False],
    )
    degraded: bool = Field(
        description="The search index is down and the database answers: every filter holds, but "
        "slips are not forgiven, the best need not stand first, and `facets` are left out.",
        examples=[False],
    )


class SimilarAnswer(Answered):
    """Listings like another, nearest first."""

    results: list[Result]
    degraded: bool = Field(
        description="The search index is down and the database answers.", examples=[False]
    )
