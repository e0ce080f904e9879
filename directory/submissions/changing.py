"""Every change of a submission that is kept: one row, one event, one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, null, select, update

from directory.submissions import attempts
from directory.submissions.errors import NotYours
from directory.submissions.history import record_event
from directory.submissions.reading import Submission, by_id, by_token_hash
from directory.submissions.tokens import LONGEST_TOKEN, hashed
from directory.tables.submissions import SUBMISSION
from runtime.database import Database

A_LITTLE = timedelta(microseconds=1)


def own(
    database: Database, token: str, network: str | None, now: datetime, submission_id: str | None
) -> Submission:
    """The submission that `token` opens; a right token opens it always.

    Raises NotYours, or TooMany after many wrong ones.
    """
    if not token:
        raise NotYours
    with database.reading() as connection:
        token_hash = hashed(token) if len(token) <= LONGEST_TOKEN else ""
        found = by_token_hash(connection, token_hash)
        if found is not None and submission_id in (None, found.id):
            return found
        attempts.check(connection, "wrong token", network, now)
    with database.writing() as connection:
        attempts.note(connection, "wrong token", network, now)
    raise NotYours


def locked(connection: Connection, submission_id: str) -> Submission:
    """A submission that nobody else changes until the transaction ends."""
    connection.execute(
        select(SUBMISSION.c.id).where(SUBMISSION.c.id == submission_id).with_for_update()
    )
    return by_id(connection, submission_id)


def keep(
    connection: Connection,
    submission: Submission,
    event: tuple[str, str, str | None],
    now: datetime,
    **changed: Any,
) -> Submission:
    """Write what changed and why; `event` is (kind, by whom, note).

    No two changes of one submission have the same `changed_at`, so that it tells them apart.
    """
    values = {name: null() if value is None else value for name, value in changed.items()}
    connection.execute(
        update(SUBMISSION)
        .where(SUBMISSION.c.id == submission.id)
        .values(changed_at=max(now, submission.changed_at + A_LITTLE), **values)
    )
    kind, by, note = event
    record_event(connection, submission.id, kind, by, note, now)
    return by_id(connection, submission.id)


def published(database: Database, done: Sequence[Submission]) -> None:
    """The directory has these now; one that changed meanwhile stays due."""
    with database.writing() as connection:
        for one in done:
            connection.execute(
                update(SUBMISSION)
                .where(SUBMISSION.c.id == one.id, SUBMISSION.c.changed_at == one.changed_at)
                .values(publication_due=False)
            )


def applied(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`document` with `changes`; None takes a field away."""
    both = {**document, **changes}
    return {name: value for name, value in both.items() if value is not None}
