"""A run: one harvest of a source, with counts that add up and a lease so that there is only one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from directory.tables import PREPARED, RECORD, RUN, SOURCE, STAGED, STAGED_KEY
from runtime.database import Database
from schema.source import SourceFacts

LEASE = timedelta(minutes=10)
RENEW_EVERY = LEASE / 10
RUNNING, COMPLETE, INCOMPLETE, FAILED = "running", "complete", "incomplete", "failed"
PARTIAL = "partial"
"""A run that was never meant to meet every record of its source."""


class AlreadyRunning(RuntimeError):
    """Another process is harvesting this source now."""

    def __init__(self, source_id: str, until: datetime) -> None:
        super().__init__(
            f"{source_id}: a harvest of this source is under way; its lease ends at"
            f" {until:%H:%M:%S} UTC. Nothing was done; try again when it has ended."
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """read = new + changed + unchanged + quarantined + withheld + skipped."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    withheld: int = 0
    skipped: int = 0
    gone: int = 0
    gone_withheld: int = 0

    def plus(self, **more: int) -> "Counts":
        return replace(self, **{name: getattr(self, name) + by for name, by in more.items()})

    def adds_up(self) -> bool:
        parts = self.new + self.changed + self.unchanged
        return self.read == parts + self.quarantined + self.withheld + self.skipped


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended; `findings` counts issues and reasons by their code."""

    run_id: int
    source_id: str
    state: str
    counts: Counts
    listings_changed: int = 0
    reason: str | None = None
    stated_total: int | None = None
    findings: Mapping[str, Any] = field(default_factory=dict)


def begin(database: Database, facts: SourceFacts, now: datetime) -> int:
    """Open a run of a source and take its lease; raises AlreadyRunning if it is held."""
    with database.writing() as connection:
        _note_source(connection, facts, now)
        held = connection.execute(
            select(RUN.c.lease_until).where(
                RUN.c.source_id == facts.id, RUN.c.state == RUNNING, RUN.c.lease_until > now
            )
        ).scalar()
        if held:
            raise AlreadyRunning(facts.id, held)
        _abandon(connection, facts.id, now)
        values = {
            "source_id": facts.id,
            "state": RUNNING,
            "started_at": now,
            "lease_until": now + LEASE,
            "findings": {},
            **_as_columns(Counts()),
        }
        result = connection.execute(insert(RUN).values(values).returning(RUN.c.id))
        return int(result.scalar_one())


def renew(database: Database, run_id: int, now: datetime) -> None:
    """Keep the lease of a run that is still at work."""
    with database.writing(lasting=False) as connection:
        connection.execute(update(RUN).where(RUN.c.id == run_id).values(lease_until=now + LEASE))


def finish(connection: Connection, report: RunReport, now: datetime) -> None:
    """Write how a run ended and drop what it had staged."""
    connection.execute(
        update(RUN)
        .where(RUN.c.id == report.run_id)
        .values(
            state=report.state,
            reason=report.reason,
            ended_at=now,
            lease_until=None,
            stated_total=report.stated_total,
            findings=dict(report.findings),
            **_as_columns(report.counts),
        )
    )
    drop_staged(connection, report.run_id)


def fail(database: Database, run_id: int, source_id: str, reason: str, now: datetime) -> RunReport:
    """End a run that could not go on; nothing of it is published and its lease is free."""
    report = RunReport(run_id, source_id, FAILED, Counts(), reason=reason)
    if run_id:
        with database.writing() as connection:
            finish(connection, report, now)
    return report


def publication_of(run_id: int) -> str:
    """The name under which a run's documents are prepared."""
    return f"run-{run_id}"


def drop_staged(connection: Connection, run_id: int) -> None:
    """Forget what a run read and what was computed from it."""
    connection.execute(PREPARED.delete().where(PREPARED.c.publication == publication_of(run_id)))
    connection.execute(STAGED_KEY.delete().where(STAGED_KEY.c.run_id == run_id))
    connection.execute(STAGED.delete().where(STAGED.c.run_id == run_id))


def with_changes(report: RunReport, listings_changed: int) -> RunReport:
    return replace(report, listings_changed=listings_changed)


def live_records(connection: Connection, source_id: str) -> int:
    """How many records of a source are held and not gone."""
    return connection.execute(
        select(func.count()).where(RECORD.c.source_id == source_id, RECORD.c.state != "gone")
    ).scalar_one()


def _abandon(connection: Connection, source_id: str, now: datetime) -> None:
    """A run whose process died is ended as failed, and what it had staged is dropped."""
    dead = connection.execute(
        select(RUN.c.id).where(
            RUN.c.source_id == source_id,
            RUN.c.state == RUNNING,
            or_(RUN.c.lease_until.is_(None), RUN.c.lease_until <= now),
        )
    ).scalars()
    for run_id in dead.all():
        drop_staged(connection, run_id)
        connection.execute(
            update(RUN)
            .where(RUN.c.id == run_id)
            .values(state=FAILED, reason="its process ended before the run did", ended_at=now)
        )


def _note_source(connection: Connection, facts: SourceFacts, now: datetime) -> None:
    known = connection.execute(select(SOURCE.c.id).where(SOURCE.c.id == facts.id)).scalar()
    if known is None:
        connection.execute(
            insert(SOURCE).values(
                id=facts.id, facts=facts.model_dump(mode="json"), first_seen_at=now, state="active"
            )
        )


def _as_columns(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in Counts.__dataclass_fields__}
