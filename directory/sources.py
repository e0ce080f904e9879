"""What the directory knows of its sources, and how their last runs ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from directory.runs import Counts
from directory.tables import RECORD, RUN, SOURCE
from schema.source import SourceFacts

LATE_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source with its last run; `health` is ok, late, incomplete, failing or never."""

    facts: SourceFacts
    health: str
    records: int
    last_run: dict[str, Any] | None
    last_complete_at: datetime | None


def all_facts(connection: Connection) -> dict[str, SourceFacts]:
    """Publisher, licence and attribution of every source, by id."""
    rows = connection.execute(select(SOURCE.c.id, SOURCE.c.facts))
    return {source_id: SourceFacts.model_validate(facts) for source_id, facts in rows}


def keep_facts(connection: Connection, facts: SourceFacts) -> None:
    connection.execute(
        update(SOURCE).where(SOURCE.c.id == facts.id).values(facts=facts.model_dump(mode="json"))
    )


def statuses(connection: Connection, now: datetime) -> list[SourceStatus]:
    """Every source by id, with its last run."""
    records: dict[str, int] = dict(
        connection.execute(
            select(RECORD.c.source_id, func.count())
            .where(RECORD.c.state != "gone")
            .group_by(RECORD.c.source_id)
        ).all()
    )
    return [
        _status(connection, facts, records.get(source_id, 0), now)
        for source_id, facts in sorted(all_facts(connection).items())
    ]


def _status(
    connection: Connection, facts: SourceFacts, records: int, now: datetime
) -> SourceStatus:
    last = connection.execute(
        select(RUN).where(RUN.c.source_id == facts.id).order_by(RUN.c.id.desc()).limit(1)
    ).one_or_none()
    complete_at = connection.execute(
        select(func.max(RUN.c.ended_at)).where(
            RUN.c.source_id == facts.id, RUN.c.state == "complete"
        )
    ).scalar()
    run = _run(last) if last is not None else None
    return SourceStatus(facts, _health(run, complete_at, now), records, run, complete_at)


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
    }


def _health(run: dict[str, Any] | None, complete_at: datetime | None, now: datetime) -> str:
    if run is None:
        return "never"
    if run["state"] == "failed":
        return "failing"
    if run["state"] == "incomplete":
        return "incomplete"
    return "late" if complete_at and now - complete_at > LATE_AFTER else "ok"
