"""Which jobs there should be: made when they are new, dropped when nobody wants them any more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, update
from sqlalchemy.exc import IntegrityError

from directory.jobs.reading import Job, Key, is_job, of_kind
from directory.tables.jobs import JOB
from runtime.database import Database

SAID_AGAIN = timedelta(minutes=5)
"""How often a job is said to be wanted by each machine that wants it."""

KEPT = timedelta(hours=1)
"""How long a job stays that nobody has said to be wanted: another machine may want it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What should be done for a subject: how often, when first, and by which word."""

    every_s: float
    first_due_at: datetime
    version: str = ""


def declare(database: Database, kind: str, wanted: Mapping[str, Declared], now: datetime) -> None:
    """Make the jobs of a kind that are wanted, and say that they are.

    One declared by another word than before is due now and starts afresh. One that nobody has
    declared for as long as `KEPT` goes, unless somebody is at work on it.
    """
    with database.writing() as connection:
        there = {job.subject: job for job in of_kind(connection, kind)}
        for subject, declared in wanted.items():
            if subject in there:
                _change(connection, there[subject], declared, now)
            else:
                _add(connection, (kind, subject), declared)
        _keep(connection, kind, wanted, now)


def declare_again(
    database: Database, kind: str, wanted: Mapping[str, Declared], now: datetime
) -> None:
    """Say that jobs are wanted still; one that has gone is made anew, and none is changed.

    So two machines whose files differ do not have a source harvested again and again.
    """
    with database.writing() as connection:
        there = {job.subject for job in of_kind(connection, kind)}
        for subject in wanted.keys() - there:
            _add(connection, (kind, subject), wanted[subject])
        _keep(connection, kind, wanted, now)


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


def _keep(connection: Connection, kind: str, wanted: Collection[str], now: datetime) -> None:
    """Note of jobs that they are wanted, and drop those that nobody has wanted for long.

    Of one that was never noted the time begins now.
    """
    said, of_it = JOB.c.declared_at, JOB.c.kind == kind
    old = JOB.c.subject.in_(wanted) & (said <= now - SAID_AGAIN)
    connection.execute(update(JOB).where(of_it, or_(said.is_(None), old)).values(declared_at=now))
    gone = ~JOB.c.subject.in_(wanted) & (said <= now - KEPT)
    connection.execute(delete(JOB).where(of_it, gone, JOB.c.lease_until.is_(None)))


def _change(connection: Connection, job: Job, declared: Declared, now: datetime) -> None:
    values: dict[str, object] = {}
    if job.version != declared.version:
        values = {"version": declared.version, "attempts": 0, "due_at": now}
    if job.every_s != declared.every_s:
        values["every_s"] = declared.every_s
    if values:
        connection.execute(update(JOB).where(is_job(job.key)).values(values))
