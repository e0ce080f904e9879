"""Jobs as they are kept: when a task is due for a subject, who is at it, how it went last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from directory.leases import is_free
from directory.tables.jobs import JOB

Key = tuple[str, str]
"""A kind of task and its subject, which is empty for what concerns the whole directory."""


HARVEST = "harvest"
"""The kind of task whose subjects are sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A task for a subject; `holder` and `lease_until` are set while somebody is at work on it.

    `attempts` is how often it has failed since it was last done; `claim` tells one holder from
    the next; `version` is that of what the subject is declared by, `declared_at` when it was last
    said to be wanted.
    """

    kind: str
    subject: str
    version: str
    declared_at: datetime | None
    every_s: float
    due_at: datetime
    attempts: int
    claim: int
    holder: str | None
    lease_until: datetime | None
    started_at: datetime | None
    doing: str | None
    done: int | None
    total: int | None
    updated_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    reason: str | None

    @property
    def key(self) -> Key:
        return self.kind, self.subject


def all_jobs(connection: Connection) -> list[Job]:
    """Every job by kind and subject."""
    rows = connection.execute(select(JOB).order_by(JOB.c.kind, JOB.c.subject))
    return [as_job(row) for row in rows]


def of_kind(connection: Connection, kind: str) -> list[Job]:
    return [as_job(row) for row in connection.execute(select(JOB).where(JOB.c.kind == kind))]


def due(connection: Connection, now: datetime) -> list[Job]:
    """The jobs that are due and that nobody is at work on, the longest due first."""
    rows = connection.execute(
        select(JOB)
        .where(JOB.c.due_at <= now, JOB.c.lease_until.is_(None))
        .order_by(JOB.c.due_at, JOB.c.kind, JOB.c.subject)
    )
    return [as_job(row) for row in rows]


def held(connection: Connection) -> list[Job]:
    """The jobs that somebody is at work on, or was and did not end."""
    rows = connection.execute(select(JOB).where(JOB.c.lease_until.is_not(None)))
    return [as_job(row) for row in rows]


def left_behind(connection: Connection, now: datetime) -> list[Job]:
    """The jobs whose holder has died, or has been silent for longer than its lease."""
    return [job for job in held(connection) if is_free(job.holder, job.lease_until, now)]


def is_job(key: Key) -> ColumnElement[bool]:
    """The condition that picks one row."""
    return (JOB.c.kind == key[0]) & (JOB.c.subject == key[1])


def as_job(row: Row[Any]) -> Job:
    return Job(**row._mapping)
