"""The shapes of answers about listings that groups keep, and about reports, for the description."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.documented import Answered

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

    id: UUID
    state: State
    token: str | None = Field(
        None,
        description="Opens the listing again: keep it, it is shown only here. Absent when the "
        "request is a repeat of one whose listing was published since.",
    )
    issues: list[FoundIssue] = Field(description="What was not understood of the listing.")


class OwnListingAnswer(Answered):
    """A group's own listing, as the group sees it."""

    id: UUID
    state: State
    listing: dict[str, Any] = Field(description="The fields as they count now.")
    proposed: dict[str, Any] | None = Field(
        None, description="Changes that wait for a moderator; null takes a field away."
    )
    told: str | None = Field(None, description="What a moderator asks, or why it was refused.")
    listing_id: UUID | None = Field(None, description="The public listing, once there is one.")
    confirmed_on: date | None = Field(None, description='When the group said "nothing changed".')
    issues: list[FoundIssue]


class AlikeListing(Answered):
    """A published listing that may be the same."""

    id: UUID
    name: str
    organization: str | None = None
    postcode: str | None = None
    same: bool = Field(description="The same name and postcode: the two would be shown as one.")


class MatchesAnswer(Answered):
    """Listings that are, or look like, the one that is about to be sent."""

    matches: list[AlikeListing]


class QueuedSubmission(Answered):
    """A submission in a moderator's queue."""

    id: UUID
    state: State
    name: str
    created_at: datetime
    changed_at: datetime
    has_proposed_changes: bool


class QueueAnswer(Answered):
    """Submissions, the oldest first."""

    submissions: list[QueuedSubmission]


class FieldDifference(Answered):
    """A field as it is, and as it is proposed; null stands for absent."""

    field: str
    now: Any
    proposed: Any


class SubmissionEvent(Answered):
    """What happened to a submission."""

    kind: str
    by: str
    note: str | None = None
    at: datetime


class CaseAnswer(Answered):
    """Everything that a moderator decides by; holds the sender's private contact."""

    id: UUID
    state: State
    listing: dict[str, Any]
    contact: dict[str, str]
    differences: list[FieldDifference]
    hints: list[str] = Field(description="What to look at twice.")
    issues: list[FoundIssue]
    alike: list[AlikeListing]
    events: list[SubmissionEvent]


class DecisionAnswer(Answered):
    """A submission after a decision."""

    id: UUID
    state: State


class ReissueAnswer(Answered):
    """A new token; the one before it works no more."""

    id: UUID
    token: str


class ReportReceipt(Answered):
    """What was kept, and what this is not."""

    id: UUID
    notice: str = Field(examples=["This is not an emergency route."])


class KeptReport(Answered):
    """A report about a listing."""

    id: UUID
    listing_id: UUID
    kind: ReportKind
    text: str
    state: Literal["open", "settled"]
    reported_at: datetime


class ReportsAnswer(Answered):
    """Reports: those about safety first, then the oldest first."""

    reports: list[KeptReport]
