"""People's word that something is wrong with a listing, kept until an operator has seen to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from directory.submissions import attempts
from directory.submissions.errors import NoSuchReport
from directory.tables.moderation import REPORT
from runtime.database import Database

Kind = Literal["unclear", "contact_wrong", "closed", "not_in_my_area", "other", "safety"]
OPEN, SETTLED = "open", "settled"
SAME_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: str
    listing_id: str
    kind: str
    text: str
    state: str
    reported_at: datetime


def keep(
    database: Database, listing_id: str, kind: Kind, text: str, network: str | None, now: datetime
) -> Report:
    """Keep a report; the same words about the same listing within a day are one.

    Raises TooMany.
    """
    said = {"listing_id": listing_id, "kind": kind, "text": text}
    with database.writing() as connection:
        recent = select(REPORT).filter_by(**said, state=OPEN).limit(1)
        same = connection.execute(recent.where(REPORT.c.reported_at > now - SAME_WITHIN))
        earlier = same.one_or_none()
        if earlier is not None:
            return Report(**earlier._mapping)
        attempts.check(connection, "report", network, now)
        attempts.note(connection, "report", network, now)
        report = Report(id=str(uuid4()), **said, state=OPEN, reported_at=now)
        row = {name: getattr(report, name) for name in Report.__slots__}
        connection.execute(insert(REPORT).values(row))
        return report


def listed(
    connection: Connection, states: Sequence[str] = (OPEN,), limit: int = 100, offset: int = 0
) -> list[Report]:
    """Reports, those about safety first, then the oldest first."""
    some = (
        select(REPORT)
        .where(REPORT.c.state.in_(states))
        .order_by((REPORT.c.kind == "safety").desc(), REPORT.c.reported_at, REPORT.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [Report(**row._mapping) for row in connection.execute(some)]


def settle(database: Database, report_id: str) -> Report:
    """An operator has seen to it; raises NoSuchReport."""
    with database.writing() as connection:
        connection.execute(update(REPORT).where(REPORT.c.id == report_id).values(state=SETTLED))
        row = connection.execute(select(REPORT).where(REPORT.c.id == report_id)).one_or_none()
        if row is None:
            raise NoSuchReport
        return Report(**row._mapping)
