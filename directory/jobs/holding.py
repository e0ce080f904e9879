"""The lease of a job: taken, kept, given back with how it went, or taken from a dead holder."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlalchemy import ColumnElement, Connection, update

from directory.jobs.reading import Job, Key, as_job, is_job
from directory.leases import Leasing, Progress, told_at_leisure, was_locked
from directory.tables.jobs import JOB
from runtime.database import Database
from runtime.holder import here

DONE, FAILED, LOST, HANDED_BACK = "done", "failed", "lost", "handed back"
FORGOTTEN = {"attempts": 0, "outcome": None, "reason": None}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a task ended and when it is due again."""

    outcome: str
    due_at: datetime
    attempts: int = 0
    reason: str | None = None


def claim(database: Database, key: Key, now: datetime, leasing: Leasing) -> Job | None:
    """Take the lease of a job that is due; None if it is not due, not there, or taken."""
    taken = {
        "claim": JOB.c.claim + 1,
        "holder": str(here()),
        "lease_until": leasing.until(now),
        "started_at": now,
        "updated_at": now,
        **dict.fromkeys(("doing", "done", "total")),
    }
    with database.writing() as connection:
        row = connection.execute(
            update(JOB)
            .where(is_job(key), JOB.c.due_at <= now, JOB.c.lease_until.is_(None))
            .values(taken)
            .returning(*JOB.c)
        ).one_or_none()
        return as_job(row) if row is not None else None


def renew(database: Database, job: Job, now: datetime, leasing: Leasing, told: Progress) -> bool:
    """Keep the lease and tell how far the task is; False if the lease is no longer ours.

    What lasts as long as its process never ends well: a sign of life of it counts as well done, and
    how it went before is forgotten.
    """
    return told_at_leisure(
        database,
        update(JOB)
        .where(_is_ours(job))
        .values(
            lease_until=leasing.until(now),
            updated_at=now,
            doing=told.doing,
            done=told.done,
            total=told.total,
            **({} if job.every_s else FORGOTTEN),
        ),
    )


def end(database: Database, job: Job, ended: Ended, now: datetime) -> bool:
    """Write how a job ended and let go of it; False if it was no longer ours."""
    with database.writing() as connection:
        return _end(connection, _is_ours(job), ended, now)


def recover(database: Database, job: Job, ended: Ended, now: datetime) -> bool:
    """End a job that was left behind; False if its holder showed itself, or others were first.

    Also False where the database was locked just now: its holder could give no sign of life either.
    """
    asked = monotonic()
    with database.writing() as connection:
        if was_locked(asked):
            return False
        as_seen = _is_ours(job) & (JOB.c.lease_until == job.lease_until)
        return _end(connection, as_seen, ended, now)


def _is_ours(job: Job) -> ColumnElement[bool]:
    return is_job(job.key) & (JOB.c.claim == job.claim) & JOB.c.lease_until.is_not(None)


def _end(connection: Connection, which: ColumnElement[bool], ended: Ended, now: datetime) -> bool:
    done = connection.execute(
        update(JOB)
        .where(which)
        .values(
            holder=None,
            lease_until=None,
            ended_at=now,
            due_at=ended.due_at,
            attempts=ended.attempts,
            outcome=ended.outcome,
            reason=ended.reason,
        )
    )
    return done.rowcount == 1
