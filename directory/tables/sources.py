"""Sources, their runs, and how each was last read."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Text, text
from sqlmodel import Field, SQLModel

from directory.tables import fields


class SourceRow(SQLModel, table=True):
    """A publisher's feed, or the groups' own listings."""

    __tablename__ = "source"
    id: str = fields.key()
    facts: dict[str, Any] = fields.json()
    first_seen_at: datetime = fields.moment()
    state: str = fields.text()


class RunRow(SQLModel, table=True):
    """One harvest of a source; its counts add up to `read`, `gone` ones apart.

    No source has two that are running. `holder` is the process at work, `doing`, `done` and
    `total` are how far it was at `updated_at`.
    """

    __tablename__ = "run"
    __table_args__ = (
        Index(
            "uq_run_running",
            "source_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_id: str = fields.reference("source.id")
    state: str = fields.text()
    reason: str | None = fields.text(nullable=True)
    started_at: datetime = fields.moment()
    ended_at: datetime | None = fields.moment(nullable=True)
    lease_until: datetime | None = fields.moment(nullable=True)
    holder: str | None = fields.text(nullable=True)
    doing: str | None = fields.text(nullable=True)
    done: int | None = None
    total: int | None = None
    updated_at: datetime | None = fields.moment(nullable=True)
    stated_total: int | None = None
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    withheld: int = 0
    skipped: int = 0
    gone: int = 0
    gone_withheld: int = 0
    findings: dict[str, Any] = fields.json()


class LastReadRow(SQLModel, table=True):
    """How a source was last read whole, so that a read that gives the same is recognised."""

    __tablename__ = "last_read"
    source_id: str = Field(sa_column=Column(Text(), ForeignKey("source.id"), primary_key=True))
    seal: str = fields.text()
    told: bytes = fields.blob()


SOURCE = fields.table_of(SourceRow)
RUN = fields.table_of(RunRow)
LAST_READ = fields.table_of(LastReadRow)
