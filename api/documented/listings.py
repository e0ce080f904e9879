"""The shapes of one listing and of where it comes from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from api.documented.answered import Answered
from schema.example_ids import example_id
from schema.service import Service


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
