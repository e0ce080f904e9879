"""Groups that have not said for long that their listing still holds: noted once, listed until so.

Nothing is sent: an operator reaches the group at its private contact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Subquery, and_, func, select

from directory.submissions.history import record_event
from directory.submissions.reading import Submission, as_submission
from directory.submissions.states import State
from directory.tables.submissions import SUBMISSION, SUBMISSION_EVENT
from runtime.database import Database

REMINDER = "reminder due"
BY = "fingerpost"
_HEARD = ("published", "changed", "confirmed")


@dataclass(frozen=True, slots=True)
class Silent:
    """A published listing, when its group was last heard of, and when a reminder was noted."""

    submission: Submission
    heard_at: datetime
    reminder_at: datetime | None


def silent_since(connection: Connection, moment: datetime) -> list[Silent]:
    """Published listings whose group was last heard of before `moment`; the most silent first."""
    heard, noted = _latest(_HEARD, "heard"), _latest((REMINDER,), "noted")
    heard_at = func.coalesce(
        heard.c.at, SUBMISSION.c.created_at, type_=SUBMISSION.c.created_at.type
    )
    rows = connection.execute(
        select(SUBMISSION, heard_at.label("heard_at"), noted.c.at.label("reminder_at"))
        .outerjoin(heard, heard.c.submission_id == SUBMISSION.c.id)
        .outerjoin(noted, and_(noted.c.submission_id == SUBMISSION.c.id, noted.c.at >= heard_at))
        .where(SUBMISSION.c.state == State.PUBLISHED, heard_at < moment)
        .order_by(heard_at, SUBMISSION.c.id)
    )
    return [Silent(as_submission(row), row.heard_at, row.reminder_at) for row in rows]


def reminders(connection: Connection, now: datetime) -> Sequence[Silent]:
    """The groups that are to be reminded: noted, and not heard of since."""
    return [one for one in silent_since(connection, now) if one.reminder_at is not None]


def note_reminders(database: Database, before: datetime, now: datetime) -> int:
    """Note a reminder for each group not heard of since `before`, once; gives how many."""
    with database.writing() as connection:
        new = [one for one in silent_since(connection, before) if one.reminder_at is None]
        for one in new:
            note = f"not heard of since {one.heard_at:%Y-%m-%d}"
            record_event(connection, one.submission.id, REMINDER, BY, note, now)
    return len(new)


def _latest(kinds: Sequence[str], name: str) -> Subquery:
    event = SUBMISSION_EVENT.c
    return (
        select(event.submission_id, func.max(event.at).label("at"))
        .where(event.kind.in_(kinds))
        .group_by(event.submission_id)
        .subquery(name)
    )
