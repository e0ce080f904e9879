"""Submissions as they are kept, and what happened to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from directory.submissions.errors import NoSuchSubmission
from directory.submissions.states import State
from directory.tables.submissions import SUBMISSION, SUBMISSION_EVENT

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A group's own listing; `contact` is private and leaves only towards moderators.

    `document` is what counts now; `proposed` holds the fields that wait for a moderator, None for
    one that is to go.
    """

    id: str
    state: State
    document: Mapping[str, Any]
    proposed: Mapping[str, Any] | None
    contact: Mapping[str, Any]
    created_at: datetime
    changed_at: datetime
    confirmed_at: datetime | None
    publication_due: bool

    @property
    def told_by(self) -> str:
        """The name under which the group speaks."""
        return str(self.document.get("organization_name") or self.document["name"])


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    by: str
    note: str | None
    at: datetime


def by_id(connection: Connection, submission_id: str) -> Submission:
    """Raises NoSuchSubmission."""
    found = connection.execute(
        select(SUBMISSION).where(SUBMISSION.c.id == submission_id)
    ).one_or_none()
    if found is None:
        raise NoSuchSubmission
    return as_submission(found)


def by_token_hash(connection: Connection, token_hash: str) -> Submission | None:
    found = connection.execute(
        select(SUBMISSION).where(SUBMISSION.c.token_hash == token_hash)
    ).one_or_none()
    return as_submission(found) if found else None


def listed(
    connection: Connection, states: Sequence[State] = (), limit: int = 100, offset: int = 0
) -> list[Submission]:
    """Submissions, the oldest first; of all states, or of some."""
    some = select(SUBMISSION)
    if states:
        some = some.where(SUBMISSION.c.state.in_([str(state) for state in states]))
    return _page(connection, some, limit, offset)


def waiting(connection: Connection, limit: int = 100, offset: int = 0) -> list[Submission]:
    """Those that wait for a moderator: new ones, and published ones with proposed changes."""
    new = SUBMISSION.c.state == State.SUBMITTED
    return _page(
        connection,
        select(SUBMISSION).where(new | SUBMISSION.c.proposed.is_not(None)),
        limit,
        offset,
    )


def due(connection: Connection, limit: int = 500) -> list[Submission]:
    """Those of which the directory has not heard yet."""
    some = (
        select(SUBMISSION)
        .where(SUBMISSION.c.publication_due)
        .order_by(SUBMISSION.c.changed_at, SUBMISSION.c.id)
        .limit(limit)
    )
    return [as_submission(row) for row in connection.execute(some)]


def events(connection: Connection, submission_id: str) -> list[Event]:
    rows = connection.execute(
        select(SUBMISSION_EVENT)
        .where(SUBMISSION_EVENT.c.submission_id == submission_id)
        .order_by(SUBMISSION_EVENT.c.id)
    )
    return [Event(row.kind, row.by, row.note, row.at) for row in rows]


def _page(connection: Connection, some: Select[Any], limit: int, offset: int) -> list[Submission]:
    ordered = some.order_by(SUBMISSION.c.created_at, SUBMISSION.c.id)
    return [as_submission(row) for row in connection.execute(ordered.limit(limit).offset(offset))]


def as_submission(row: Row[Any]) -> Submission:
    return Submission(
        id=row.id,
        state=State(row.state),
        document=row.document,
        proposed=row.proposed,
        contact=row.contact,
        created_at=row.created_at,
        changed_at=row.changed_at,
        confirmed_at=row.confirmed_at,
        publication_due=row.publication_due,
    )
