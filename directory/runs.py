"""A run: one harvest of a source, with counts that add up and a lease so that there is only one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from directory.leases import LeaseLost
from directory.tables.records import RECORD
from directory.tables.sources import RUN
from directory.tables.staged import STAGED, STAGED_KEY
from runtime.database import Database

RUNNING, COMPLETE, INCOMPLETE, FAILED = "running", "complete", "incomplete", "failed"
PARTIAL = "partial"
"""A run that was never meant to meet every record of its source."""


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

    @property
    def taken(self) -> int:
        """How many records are staged: all but those skipped."""
        return self.read - self.skipped

    @property
    def staged(self) -> int:
        """How many records are staged as more than an id."""
        return self.taken - self.unchanged + self.gone

    def adds_up(self) -> bool:
        parts = self.new + self.changed + self.unchanged
        return self.read == parts + self.quarantined + self.withheld + self.skipped


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended; `findings` counts issues and reasons by their code.

    `temporary` says that the same run may succeed later, `retry_after_s` when the source asked
    for it.
    """

    run_id: int
    source_id: str
    state: str
    counts: Counts
    listings_changed: int = 0
    reason: str | None = None
    stated_total: int | None = None
    findings: Mapping[str, Any] = field(default_factory=dict)
    temporary: bool = False
    retry_after_s: float | None = None


def finish(connection: Connection, report: RunReport, now: datetime) -> None:
    """Write how a run ended and drop what it had staged.

    Raises LeaseLost if the run was ended by others, who thought it dead: what belongs to the same
    transaction is then not done either.
    """
    ended = connection.execute(
        update(RUN)
        .where(RUN.c.id == report.run_id, RUN.c.state == RUNNING)
        .values(
            state=report.state,
            reason=report.reason,
            ended_at=now,
            lease_until=None,
            stated_total=report.stated_total,
            findings=dict(report.findings),
            **as_columns(report.counts),
        )
    )
    if ended.rowcount != 1:
        raise LeaseLost(
            f"{report.source_id}: the lease of run {report.run_id} ended before the run did, and"
            " another process took the source over. Nothing of this run was published."
        )
    drop_staged(connection, report.run_id)


def fail(database: Database, run_id: int, source_id: str, reason: str, now: datetime) -> RunReport:
    """End a run that could not go on; nothing of it is published and its lease is free."""
    report = RunReport(run_id, source_id, FAILED, Counts(), reason=reason)
    if run_id:
        with database.writing() as connection:
            try:
                finish(connection, report, now)
            except LeaseLost:
                drop_staged(connection, run_id)
    return report


def drop_staged(connection: Connection, run_id: int) -> None:
    """Forget what a run read.

    SQLite takes the pages of a table as a whole where no row is to stay: no other run is under way.
    """
    alone = connection.dialect.name == "sqlite" and not _others_staged(connection, run_id)
    for table in (STAGED_KEY, STAGED):
        rows = table.delete()
        connection.execute(rows if alone else rows.where(table.c.run_id == run_id))


def _others_staged(connection: Connection, run_id: int) -> bool:
    found = (
        select(table.c.run_id).where(than).limit(1)
        for table in (STAGED, STAGED_KEY)
        for than in (table.c.run_id < run_id, table.c.run_id > run_id)
    )
    return any(connection.execute(one).first() for one in found)


def with_changes(report: RunReport, listings_changed: int) -> RunReport:
    return replace(report, listings_changed=listings_changed)


def live_records(connection: Connection, source_id: str) -> int:
    """How many records of a source are held and not gone."""
    return connection.execute(
        select(func.count()).where(RECORD.c.source_id == source_id, RECORD.c.state != "gone")
    ).scalar_one()


def as_columns(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in Counts.__dataclass_fields__}
