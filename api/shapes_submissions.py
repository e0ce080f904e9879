"""The shapes of answers about listings that groups keep, and about reports, for the description."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.documented import Answered
from schema.example_ids import example_id

State = Literal["submitted", "changes_requested", "published", "refused", "closed"]
ReportKind = Literal["unclear", "contact_wrong", "closed", "not_in_my_area", "other", "safety"]


class FoundIssue(Answered):
    """What was not understood, and what was done about it."""

    field: str = Field(examples=["postcode"])
    value: str = Field(examples=["M33 7Z"])
    expected: str = Field(examples=["a postcode such as M33 7ZF"])
    done: str = Field(examples=["Postcode left out, listing kept"])


class ReceiptAnswer(Answered):
    """What was saved."""

    id: UUID = Field(examples=[example_id("submission")])
    state: State
    token: str | None = Field(
        None,
        description="Opens the listing again: keep it, it is shown only here. Absent when the "
        "request is a repeat of one whose listing was published since.",
        examples=["made-up-token-that-opens-nothing"],
    )
    issues: list[FoundIssue] = Field(description="What was not understood of the listing.")


class OwnListingAnswer(Answered):
    """A group's own listing, as the group sees it."""

    id: UUID = Field(examples=[example_id("submission")])
    state: State
    listing: dict[str, Any] = Field(
        description="The fields as they count now.",
        examples=[{"name": "Thursday Tea and Talk", "postcode": "M33 7ZF"}],
    )
    proposed: dict[str, Any] | None = Field(
        None,
        description="Changes that wait for a moderator; null takes a field away.",
        examples=[{"name": "Thursday Tea, Talk and Song"}],
    )
    told: str | None = Field(
        None,
        description="What a moderator asks, or why it was refused.",
        examples=["Please say which door to use."],
    )
    listing_id: UUID | None = Field(
        None, description="The public listing, once there is one.", examples=[example_id("service")]
    )
    confirmed_on: date | None = Field(
        None, description='When the group said "nothing changed".', examples=["2026-11-21"]
    )
    issues: list[FoundIssue]


class AlikeListing(Answered):
    """A published listing that may be the same."""

    id: UUID = Field(examples=[example_id("service")])
    name: str = Field(examples=["Thursday Tea and Talk"])
    organization: str | None = Field(None, examples=["Example Befriending Network"])
    postcode: str | None = Field(None, examples=["M33 7ZF"])
    same: bool = Field(
        description="The same name and postcode: the two would be shown as one.", examples=[True]
    )


class MatchesAnswer(Answered):
    """Listings that are, or look like, the one that is about to be sent."""

    matches: list[AlikeListing]


class QueuedSubmission(Answered):
    """A submission in a moderator's queue."""

    id: UUID = Field(examples=[example_id("submission")])
    state: State
    name: str = Field(examples=["Thursday Tea and Talk"])
    created_at: datetime = Field(examples=["2026-11-21T10:15:00Z"])
    changed_at: datetime = Field(examples=["2026-11-21T10:15:00Z"])
    has_proposed_changes: bool = Field(examples=[False])


class QueueAnswer(Answered):
    """Submissions, the oldest first."""

    submissions: list[QueuedSubmission]


class FieldDifference(Answered):
    """A field as it is, and as it is proposed; null stands for absent."""

    field: str = Field(examples=["name"])
    now: Any = Field(examples=["Thursday Tea and Talk"])
    proposed: Any = Field(examples=["Thursday Tea, Talk and Song"])


class SubmissionEvent(Answered):
    """What happened to a submission."""

    kind: str = Field(examples=["submitted"])
    by: str = Field(examples=["group"])
    note: str | None = Field(None, examples=["Sent from the form"])
    at: datetime = Field(examples=["2026-11-21T10:15:00Z"])


class CaseAnswer(Answered):
    """Everything that a moderator decides by; holds the sender's private contact."""

    id: UUID = Field(examples=[example_id("submission")])
    state: State
    listing: dict[str, Any] = Field(
        examples=[{"name": "Thursday Tea and Talk", "postcode": "M33 7ZF"}]
    )
    contact: dict[str, str] = Field(examples=[{"email": "duty@befriending.example"}])
    differences: list[FieldDifference]
    hints: list[str] = Field(
        description="What to look at twice.", examples=[["The postcode is in another borough"]]
    )
    issues: list[FoundIssue]
    alike: list[AlikeListing]
    events: list[SubmissionEvent]


class DecisionAnswer(Answered):
    """A submission after a decision."""

    id: UUID = Field(examples=[example_id("submission")])
    state: State


class ReissueAnswer(Answered):
    """A new token; the one before it works no more."""

    id: UUID = Field(examples=[example_id("submission")])
    token: str = Field(examples=["made-up-token-that-opens-nothing"])


class ReportReceipt(Answered):
    """What was kept, and what this is not."""

    id: UUID = Field(examples=[example_id("report")])
    notice: str = Field(examples=["This is not an emergency route."])


class KeptReport(Answered):
    """A report about a listing."""

    id: UUID = Field(examples=[example_id("report")])
    listing_id: UUID = Field(examples=[example_id("service")])
    kind: ReportKind
    text: str = Field(examples=["The telephone number has changed."])
    state: Literal["open", "settled"]
    reported_at: datetime = Field(examples=["2026-11-21T10:15:00Z"])


class ReportsAnswer(Answered):
    """Reports: those about safety first, then the oldest first."""

    reports: list[KeptReport]
