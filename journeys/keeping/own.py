"""A group's listing as the group itself sees it, and nothing that is another's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.submissions import reading
from directory.submissions.reading import Submission
from journeys.keeping.desk import Desk
from journeys.keeping.record import FACTS, preview
from runtime.clock import LONDON
from schema.identifiers import record_id
from schema.issue import Issue

ASKING = ("asked", "refused", "proposal refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnListing:
    """`proposed` waits for a moderator; `told` is what a moderator last said and is still open.

    `listing_id` is that of the public listing, once there is one; `issues` say which of the words
    were not understood, and what was done.
    """

    id: str
    state: str
    listing: Mapping[str, Any]
    proposed: Mapping[str, Any] | None
    told: str | None
    listing_id: str | None
    confirmed_on: date | None
    issues: tuple[Issue, ...]


def own_listing(desk: Desk, submission: Submission) -> OwnListing:
    """How a submission stands."""
    with desk.database.reading() as connection:
        events = reading.events(connection, submission.id)
    told = events[-1].note if events and events[-1].kind in ASKING else None
    confirmed = submission.confirmed_at
    understood = preview(submission.document, desk.gazetteer, desk.clock.now())
    return OwnListing(
        id=submission.id,
        state=str(submission.state),
        listing=submission.document,
        proposed=submission.proposed,
        told=told,
        listing_id=_public_id(desk, submission.id),
        confirmed_on=confirmed.astimezone(LONDON).date() if confirmed else None,
        issues=understood.issues,
    )


def _public_id(desk: Desk, submission_id: str) -> str | None:
    stored = desk.reading.document("service", str(record_id(FACTS.id, submission_id)))
    return stored.id if stored and stored.state == "published" else None
