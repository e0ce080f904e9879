"""What the directory knows of its sources, and how their last runs ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from directory.jobs.reading import HARVEST, Job, of_kind
from directory.runs import COMPLETE, RUNNING, Counts
from directory.tables.records import RECORD
from directory.tables.sources import RUN, SOURCE
from runtime.database import Database
from schema.source import SourceFacts

LATE_AFTER = timedelta(days=30)
_LAST_TWO = (
    select(RUN).where(RUN.c.source_id == bindparam("source")).order_by(RUN.c.id.desc()).limit(2)
)
"""The run that is under way, if there is one, and the last that ended."""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source with its last run; `health` is ok, late, incomplete, failing or never.

    `health` is that of the last run that ended. `failures` have followed one another, and
    `next_due_at` is when the source is harvested next: None where nobody does so by itself.
    """

    facts: SourceFacts
    health: str
    records: int
    last_run: dict[str, Any] | None
    last_complete_at: datetime | None
    failures: int = 0
    next_due_at: datetime | None = None


def all_facts(connection: Connection) -> dict[str, SourceFacts]:
    """Publisher, licence and attribution of every source, by id."""
    rows = connection.execute(select(SOURCE.c.id, SOURCE.c.facts))
    return {source_id: SourceFacts.model_validate(facts) for source_id, facts in rows}


def filled_before(database: Database, source_id: str) -> Mapping[str, int]:
    """How many records filled each field in a source's last complete run that told it."""
    last = (
        select(RUN.c.findings)
        .where(RUN.c.source_id == source_id, RUN.c.state == "complete")
        .order_by(RUN.c.id.desc())
        .limit(1)
    )
    with database.reading() as connection:
        findings = connection.execute(last).scalar() or {}
    told: Mapping[str, int] = findings.get("filled", {})
    return told


def keep_facts(connection: Connection, facts: SourceFacts) -> None:
    connection.execute(
        update(SOURCE).where(SOURCE.c.id == facts.id).values(facts=facts.model_dump(mode="json"))
    )


def last_complete(connection: Connection) -> dict[str, datetime]:
    """When the last complete run of each source ended, by its id."""
    return dict(
        connection.execute(
            select(RUN.c.source_id, func.max(RUN.c.ended_at))
            .where(RUN.c.state == COMPLETE)
            .group_by(RUN.c.source_id)
        ).all()
    )


def statuses(connection: Connection, now: datetime) -> list[SourceStatus]:
    """Every source by id, with its last run."""
    jobs = {job.subject: job for job in of_kind(connection, HARVEST)}
    records: dict[str, int] = dict(
        connection.execute(
            select(RECORD.c.source_id, func.count())
            .where(RECORD.c.state != "gone")
            .group_by(RECORD.c.source_id)
        ).all()
    )
    return [
        _status(connection, facts, records.get(source_id, 0), jobs.get(source_id), now)
        for source_id, facts in sorted(all_facts(connection).items())
    ]


def _status(
    connection: Connection, facts: SourceFacts, records: int, job: Job | None, now: datetime
) -> SourceStatus:
    runs = [_run(row) for row in connection.execute(_LAST_TWO, {"source": facts.id})]
    ended = next((run for run in runs if run["state"] != RUNNING), None)
    complete_at = connection.execute(
        select(func.max(RUN.c.ended_at)).where(RUN.c.source_id == facts.id, RUN.c.state == COMPLETE)
    ).scalar()
    return SourceStatus(
        facts,
        _health(ended, complete_at, now),
        records,
        runs[0] if runs else None,
        complete_at,
        job.attempts if job else 0,
        job.due_at if job else None,
    )


def _run(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "reason": row.reason,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "stated_total": row.stated_total,
        "counts": {name: getattr(row, name) for name in Counts.__dataclass_fields__},
        "findings": row.findings,
        "doing": row.doing,
        "done": row.done,
        "total": row.total,
        "updated_at": row.updated_at,
    }


def _health(run: dict[str, Any] | None, complete_at: datetime | None, now: datetime) -> str:
    if run is None:
        return "never"
    if run["state"] == "failed":
        return "failing"
    if run["state"] == "incomplete":
        return "incomplete"
    return "late" if complete_at and now - complete_at > LATE_AFTER else "ok"
