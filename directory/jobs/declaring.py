"""Which jobs there should be: made when they are new, dropped when nobody wants them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, update
from sqlalchemy.exc import IntegrityError

from directory.jobs.reading import Job, Key, is_job, of_kind
from directory.tables.jobs import JOB
from runtime.database import Database


@dataclass(frozen=True, slots=True)
class Declared:
    """What should be done for a subject: how often, when first, and by which word."""

    every_s: float
    first_due_at: datetime
    version: str = ""


def declare(database: Database, kind: str, wanted: Mapping[str, Declared], now: datetime) -> None:
    """Make the jobs of a kind those that are wanted.

    One declared by another word than before is due now and starts afresh. One that is wanted no
    more goes, unless somebody is at work on it.
    """
    with database.writing() as connection:
        there = {job.subject: job for job in of_kind(connection, kind)}
        for subject, declared in wanted.items():
            if subject in there:
                _change(connection, there[subject], declared, now)
            else:
                _add(connection, (kind, subject), declared)
        for subject in there.keys() - wanted.keys():
            unheld = JOB.c.lease_until.is_(None)
            connection.execute(delete(JOB).where(is_job((kind, subject)), unheld))


def put_off(database: Database, key: Key, due_at: datetime, now: datetime) -> None:
    """A job was done by other hands and is due later, unless somebody is at work on it."""
    with database.writing() as connection:
        connection.execute(
            update(JOB)
            .where(is_job(key), JOB.c.lease_until.is_(None))
            .values(due_at=due_at, attempts=0, outcome="done", reason=None, ended_at=now)
        )


def _add(connection: Connection, key: Key, declared: Declared) -> None:
    """Add a job; another machine may have added it at the same moment."""
    kind, subject = key
    values = {
        "kind": kind,
        "subject": subject,
        "version": declared.version,
        "every_s": declared.every_s,
        "due_at": declared.first_due_at,
        "attempts": 0,
        "claim": 0,
    }
    try:
        with connection.begin_nested():
            connection.execute(insert(JOB).values(values))
    except IntegrityError:
        return


def _change(connection: Connection, job: Job, declared: Declared, now: datetime) -> None:
    values: dict[str, object] = {}
    if job.version != declared.version:
        values = {"version": declared.version, "attempts": 0, "due_at": now}
    if job.every_s != declared.every_s:
        values["every_s"] = declared.every_s
    if values:
        connection.execute(update(JOB).where(is_job(job.key)).values(values))
