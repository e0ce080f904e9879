"""Award: a kite mark that a service or its organization holds."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.shape import Shape
from schema.values import Day, Maybe, Name, WebAddress

Tier = Literal["ready", "assured", "recognised"]


class PublishedAward(Shape):
    """A kite mark granted by a named body, dated and evidenced; it expires by itself."""

    id: UUID = Field(description="Identifies the award.", examples=[example_id("award")])
    scheme: Name = Field(description="The kite-mark scheme.", examples=["Example Kite Mark"])
    scheme_version: Name = Field(description="The edition of its criteria.", examples=["2026"])
    level: Name = Field(description="The level held, in the scheme's words.", examples=["Silver"])
    tier: Tier = Field(
        description="The level on the scale that all schemes share, lowest first: `ready`, "
        "`assured`, `recognised`.",
        examples=["assured"],
    )
    meaning: Name = Field(
        description="What holding it says.",
        examples=["Its safeguarding policy was read and found sufficient"],
    )
    does_not_cover: Name = Field(
        description="What holding it does not say.",
        examples=["The quality of single sessions was not looked at"],
    )
    awarded_by: Name = Field(
        description="The body that granted it.", examples=["Example Voluntary Council"]
    )
    awarded_by_url: Maybe[WebAddress] = Field(
        None, description="That body's web page.", examples=["https://council.example"]
    )
    evidence_seen: list[str] = Field(
        default_factory=list,
        description="What the body looked at.",
        examples=[["Safeguarding policy", "Insurance certificate"]],
    )
    valid_from: Day = Field(description="The first day of the award.", examples=["2026-01-01"])
    valid_until: Day = Field(
        description="The last day of the award, which still counts.", examples=["2027-12-31"]
    )
    covers: Literal["service", "organization"] = Field(
        description="Whether this service or its whole organization was looked at.",
        examples=["service"],
    )
    verify_url: Maybe[WebAddress] = Field(
        None,
        description="A page that confirms it: the awarding body's own, or ours.",
        examples=["https://council.example/marks/17"],
    )
