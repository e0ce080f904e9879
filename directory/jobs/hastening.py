"""A job that somebody waits for is done before its turn."""

from datetime import datetime

from sqlalchemy import update

from directory.tables.jobs import JOB
from runtime.database import Database


def hasten(database: Database, kind: str, now: datetime) -> None:
    """Have the jobs of a kind due now; one that is under way comes again when it would."""
    with database.writing() as connection:
        connection.execute(
            update(JOB)
            .where(JOB.c.kind == kind, JOB.c.lease_until.is_(None), JOB.c.due_at > now)
            .values(due_at=now)
        )
