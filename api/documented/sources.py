"""The shapes of sources and of how they are doing."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from api.documented.answered import Answered
from schema.source import Attribution, Licence, Publisher


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
