"""The shapes of answers about kite marks, for the API's description."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.documented import Answered
from schema.award import Tier
from schema.example_ids import example_id

Standing = Literal["not_yet", "active", "expired", "superseded", "revoked", "withdrawn"]


class SchemeBody(Answered):
    """Who owns a scheme and answers for it."""

    name: str = Field(examples=["Example Voluntary Council"])
    url: str | None = Field(None, examples=["https://council.example/marks"])


class SchemeLevel(Answered):
    """A level of a scheme."""

    code: str = Field(examples=["ready"])
    name: str = Field(examples=["Ready"])
    tier: Tier = Field(description="Its place on the scale that all schemes share.")
    meaning: str = Field(examples=["The basics were checked by phone and documents."])
    validity_months: int = Field(examples=[12])


class SchemeCriterion(Answered):
    """A question that the body asks before it grants a level."""

    code: str = Field(examples=["contact"])
    question: str = Field(examples=["Does a named contact answer the phone?"])
    levels: list[str] = Field(examples=[["ready", "assured"]])


class SchemeAnswer(Answered):
    """One version of a kite-mark scheme."""

    id: str = Field(examples=["example-mark"])
    title: str = Field(examples=["Example Kite Mark"])
    version: str = Field(examples=["2026"])
    body: SchemeBody
    purpose: str = Field(examples=["Shows that the basics of running a group were looked at."])
    does_not_cover: str = Field(examples=["How good the help itself is."])
    level: list[SchemeLevel]
    criterion: list[SchemeCriterion]


class SchemesAnswer(Answered):
    """Every version of every scheme."""

    schemes: list[SchemeAnswer]


class AwardAnswer(Answered):
    """The public facts of one award, and how it stands now."""

    id: UUID = Field(examples=[example_id("award")])
    status: Standing = Field(
        description="Computed from its dates when it was asked for; `withdrawn`: its listing is "
        "withdrawn, so that no listing shows the award."
    )
    scheme: str = Field(examples=["Example Kite Mark"])
    scheme_id: str = Field(examples=["example-mark"])
    scheme_version: str = Field(examples=["2026"])
    level: str = Field(examples=["Ready"])
    level_code: str = Field(examples=["ready"])
    tier: Tier
    meaning: str = Field(examples=["The basics were checked by phone and documents."])
    does_not_cover: str = Field(examples=["How good the help itself is."])
    awarded_by: str = Field(examples=["Example Voluntary Council"])
    awarded_by_url: str | None = Field(None, examples=["https://council.example/marks"])
    evidence_seen: list[str] = Field([], examples=[["Insurance certificate"]])
    valid_from: date = Field(examples=["2026-03-01"])
    valid_until: date = Field(
        description="The last day, which still counts.", examples=["2027-02-28"]
    )
    covers: Literal["service", "organization"]
    verify_url: str | None = Field(None, examples=["https://council.example/marks/1"])
    listing: UUID | None = Field(
        None,
        description="The listing that was assessed; left out if it is withdrawn.",
        examples=[example_id("service")],
    )
    organization: str | None = Field(
        None, description="The organization that was assessed.", examples=["GB-CHC-0000001"]
    )
    waits_for: UUID | None = Field(
        None,
        description="The listing into which that one was merged, which does not show the award "
        "until a person has confirmed it.",
        examples=[example_id("successor")],
    )
    superseded_on: date | None = Field(None, examples=["2026-09-01"])
    revoked_on: date | None = Field(None, examples=["2026-09-01"])


class AwardsAnswer(Answered):
    """A page of awards, and where the next one begins."""

    awards: list[AwardAnswer]
    next: UUID | None = Field(
        None, description="Ask again with this as `after`.", examples=[example_id("award")]
    )
