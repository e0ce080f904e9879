"""The lease of a run: taken when it begins, kept while it is at work, ended when it has died."""

from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from directory.leases import (
    DEFAULT_LEASING,
    Leasing,
    Progress,
    is_free,
    told_at_leisure,
    was_locked,
)
from directory.runs import FAILED, RUNNING, Counts, as_columns, drop_staged
from directory.tables.sources import RUN, SOURCE
from runtime.database import Database
from runtime.holder import has_died, here
from schema.source import SourceFacts


class AlreadyRunning(RuntimeError):
    """Another process is harvesting this source now; `until` is when its lease ends."""

    def __init__(self, source_id: str, until: datetime) -> None:
        self.until = until
        super().__init__(
            f"{source_id}: a harvest of this source is under way; its lease ends at"
            f" {until:%H:%M:%S} UTC. Nothing was done; try again when it has ended."
        )


def begin(
    database: Database, facts: SourceFacts, now: datetime, leasing: Leasing = DEFAULT_LEASING
) -> int:
    """Open a run of a source and take its lease; raises AlreadyRunning if it is held.

    A run whose lease is over, or whose process is known to have died, is ended as failed.
    """
    asked = monotonic()
    try:
        with database.writing() as connection:
            locked = was_locked(asked)
            _note_source(connection, facts, now)
            _abandon(connection, facts.id, now, locked=locked)
            values = _begun(facts.id, now, leasing)
            result = connection.execute(insert(RUN).values(values).returning(RUN.c.id))
            return int(result.scalar_one())
    except IntegrityError:
        raise AlreadyRunning(facts.id, leasing.until(now)) from None


def renew(
    database: Database,
    run_id: int,
    now: datetime,
    leasing: Leasing = DEFAULT_LEASING,
    progress: Progress | None = None,
) -> bool:
    """Keep the lease of a run that is at work and tell how far it is; False if others took it."""
    told = progress or Progress()
    return told_at_leisure(
        database,
        update(RUN)
        .where(RUN.c.id == run_id, RUN.c.state == RUNNING)
        .values(
            lease_until=leasing.until(now),
            doing=told.doing,
            done=told.done,
            total=told.total,
            updated_at=now,
        ),
    )


def end_left_behind(database: Database, now: datetime) -> bool:
    """End as failed the runs of all sources whose process died or has been silent for too long.

    False where the database was locked: whoever lives could give no sign, so no more is concluded.
    A run that somebody writes just now is left to the next time.
    """
    with database.reading() as connection:
        running = connection.execute(
            select(RUN.c.source_id, RUN.c.holder, RUN.c.lease_until).where(RUN.c.state == RUNNING)
        ).all()
    free = [run.source_id for run in running if is_free(run.holder, run.lease_until, now)]
    return not any(_end_left_behind(database, source_id, now) for source_id in free)


def _end_left_behind(database: Database, source_id: str, now: datetime) -> bool:
    """Whether the database was locked meanwhile."""
    asked, locked = monotonic(), False
    with suppress(AlreadyRunning), database.writing() as connection:
        locked = was_locked(asked)
        _abandon(connection, source_id, now, locked=locked, waits=False)
    return locked


def _abandon(
    connection: Connection,
    source_id: str,
    now: datetime,
    *,
    locked: bool,
    waits: bool = True,
) -> None:
    """A run whose process died is ended as failed, and what it had staged is dropped.

    While the database was locked a process that lives could give no sign of it.
    """
    running = connection.execute(
        select(RUN.c.id, RUN.c.holder, RUN.c.lease_until)
        .where(RUN.c.source_id == source_id, RUN.c.state == RUNNING)
        .with_for_update(skip_locked=not waits)
    )
    for run in running.all():
        silent = is_free(run.holder, run.lease_until, now)
        if not silent or (locked and not has_died(run.holder)):
            raise AlreadyRunning(source_id, run.lease_until)
        drop_staged(connection, run.id)
        connection.execute(
            update(RUN)
            .where(RUN.c.id == run.id)
            .values(state=FAILED, reason="its process ended before the run did", ended_at=now)
        )


def _begun(source_id: str, now: datetime, leasing: Leasing) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "state": RUNNING,
        "started_at": now,
        "lease_until": leasing.until(now),
        "holder": str(here()),
        "updated_at": now,
        "findings": {},
        **as_columns(Counts()),
    }


def _note_source(connection: Connection, facts: SourceFacts, now: datetime) -> None:
    known = connection.execute(select(SOURCE.c.id).where(SOURCE.c.id == facts.id)).scalar()
    if known is None:
        connection.execute(
            insert(SOURCE).values(
                id=facts.id, facts=facts.model_dump(mode="json"), first_seen_at=now, state="active"
            )
        )
