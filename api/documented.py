"""The shapes of answers, for the API's description; the answers themselves are bytes.

A test proves that what is answered fits these shapes, with nothing left over.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from schema.example_ids import example_id
from schema.service import Service
from schema.source import Attribution, Licence, Publisher


class Answered(BaseModel):
    """Part of an answer; what is not known is left out."""

    model_config = ConfigDict(extra="forbid")


class UrgentHelp(Answered):
    """Somebody to turn to at once."""

    name: str = Field(examples=["Samaritans"])
    contact: str = Field(description="A number to ring, or how to text.", examples=["116 123"])
    when: str = Field(description="For whom and when.", examples=["free, at any hour"])
    url: str = Field("", examples=["https://www.samaritans.org"])


class PlaceUnderstood(Answered):
    """The place as it was understood; a postcode is named by its district only."""

    kind: str = Field(examples=["postcode"])
    name: str = Field(examples=["M33"])
    district: str = Field("", examples=["M33"])
    authority: str = Field("", description="GSS code.", examples=["E08000009"])
    authority_name: str = Field("", examples=["Trafford"])
    note: str = Field(
        "",
        description="What the asker should know of the place.",
        examples=["Read as the middle of the district."],
    )


class PlaceToChoose(Answered):
    """One of several places of a name: ask again with this `near`."""

    near: str = Field(examples=["Newport, Isle of Wight"])
    kind: str = Field(examples=["town"])
    authority_name: str = Field("", examples=["Isle of Wight"])


class Serves(Answered):
    """Whether the listing serves the place, told apart from distance."""

    verdict: Literal["yes", "near", "no", "unknown"]
    reason: str = Field(examples=["covers Trafford"])


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
        description="The directory changed since the page before.", examples=[False]
    )
    degraded: bool = Field(
        description="The search index is down and the database answers: every filter holds, but "
        "slips are not forgiven, the best need not stand first, and `facets` are left out.",
        examples=[False],
    )


class NextSession(Answered):
    """One time to come, worked out from a schedule, with its offset from UTC on that day."""

    starts_at: datetime = Field(examples=["2026-11-24T10:00:00+00:00"])
    ends_at: datetime | None = Field(
        None, description="Absent where nobody said.", examples=["2026-11-24T12:00:00+00:00"]
    )
    schedule_id: UUID = Field(examples=[example_id("schedule")])


class ListingAnswer(Service):
    """A listing, and the next times at which it takes place, as far as its schedules tell."""

    next_sessions: list[NextSession] = Field(
        default_factory=list, description="At most five, one that is on now included."
    )


class SimilarAnswer(Answered):
    """Listings like another, nearest first."""

    results: list[Result]


class NamedTerm(Answered):
    """A need or a category."""

    slug: str = Field(examples=["befriending"])
    name: str = Field(examples=["Befriending"])


class NamedListing(Answered):
    """A service by its name."""

    id: UUID = Field(examples=[example_id("service")])
    name: str = Field(examples=["Thursday Tea and Talk"])


class SuggestAnswer(Answered):
    """Completions by kind, each best first."""

    needs: list[NamedTerm]
    categories: list[NamedTerm]
    services: list[NamedListing]
    places: list[PlaceToChoose]


class FieldOrigin(Answered):
    """The sources that state a field, and what others say."""

    sources: list[str] = Field(examples=[["example_borough"]])
    others: list[dict[str, Any]] = Field(
        default_factory=list, examples=[[{"source": "example_charity", "value": "Tea and Talk"}]]
    )


class ProvenanceAnswer(BaseModel):
    """Where each field of a listing comes from."""

    id: UUID = Field(examples=[example_id("service")])
    fields: dict[str, FieldOrigin] = Field(examples=[{"name": {"sources": ["example_borough"]}}])


class RunReport(Answered):
    """How a harvest ended; read = new + changed + unchanged + quarantined + withheld + skipped."""

    state: str = Field(examples=["complete"])
    reason: str = Field("", examples=["The feed held half as many records as before."])
    started_at: datetime = Field(examples=["2026-11-21T10:15:00Z"])
    ended_at: datetime | None = Field(None, examples=["2026-11-21T10:16:00Z"])
    stated_total: int = Field(0, examples=[120])
    counts: dict[str, int] = Field(
        examples=[{"read": 120, "new": 2, "changed": 3, "unchanged": 115}]
    )


class SourceReport(Answered):
    """A source: who stands behind it, under which licence, and how it is doing."""

    id: str = Field(examples=["example_borough"])
    title: str = Field(examples=["Example Borough Directory"])
    publisher: Publisher
    licence: Licence
    attribution: list[Attribution] = Field(default_factory=list)
    website: str = Field("", examples=["https://council.example/directory"])
    priority: int = Field(examples=[50])
    health: Literal["ok", "late", "incomplete", "failing", "never"]
    records: int = Field(examples=[120])
    last_complete_at: datetime | None = Field(None, examples=["2026-11-21T10:15:00Z"])
    failures: int = Field(
        description="How many attempts have failed one after another since the last that did not.",
        examples=[0],
    )
    next_due_at: datetime | None = Field(
        None,
        description="When it is read next; left out where nobody does so by itself.",
        examples=["2026-11-21T22:15:00Z"],
    )
    last_run: RunReport | None = None


class SourcesAnswer(Answered):
    """All sources."""

    sources: list[SourceReport]


class Health(Answered):
    """The server answers."""

    status: Literal["ok"]
    version: str = Field(examples=["0.1.0"])


class DependencyState(Answered):
    """One thing that the server depends on."""

    name: str = Field(examples=["database", "search", "catalogue", "disk"])
    state: Literal["ok", "degraded", "down"]
    detail: str = Field(
        "", description="What is wrong, where something is.", examples=["It does not answer."]
    )
    position: int = Field(
        0, description="The number of the newest change that it knows.", examples=[4711]
    )
    lag_s: float = Field(
        0, description="The age of the oldest change that it lacks, in seconds.", examples=[0.5]
    )


class Readiness(Answered):
    """The server answers requests; `degraded` means that something is away or behind."""

    status: Literal["ready", "degraded"]
    listings: int = Field(examples=[120])
    index_position: int = Field(examples=[4711])
    directory_position: int = Field(examples=[4711])
    dependencies: list[DependencyState]


class ProblemKind(Answered):
    """A kind of error this API answers with."""

    type: str = Field(examples=["/problems/unknown-place"])
    title: str = Field(examples=["Unknown place"])
    status: int = Field(examples=[422])
    meaning: str = Field(examples=["The place that was given is not known."])


class ProblemKinds(Answered):
    """All kinds of error."""

    problems: list[ProblemKind]


class ProblemFault(Answered):
    """One thing wrong: a parameter of the address, or a pointer into the body."""

    detail: str = Field(examples=["expected a value such as 5mi"])
    parameter: str = Field("", examples=["within"])
    pointer: str = Field("", examples=["#/category/1"])


class ProblemAnswer(BaseModel):
    """An error (RFC 9457)."""

    type: str = Field(
        json_schema_extra={"format": "uri-reference"}, examples=["/problems/parameters-refused"]
    )
    title: str = Field(examples=["Parameters refused"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["What was sent is not as expected; nothing was done."])
    request_id: str = Field(
        description="Quote it to the operator.", examples=[example_id("request")]
    )
    errors: list[ProblemFault] = Field(default_factory=list)
    successor: str = Field(
        "",
        description="Of a listing that was joined to another: where it is.",
        examples=[f"/v1/listings/{example_id('successor')}"],
    )
