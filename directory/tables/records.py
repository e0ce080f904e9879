"""What sources say of services, and by what their records are recognised as the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from directory.tables import fields


class RecordRow(SQLModel, table=True):
    """What one source says of one service; `service` is the last good understanding of it.

    What it refers to is written before it in the same transaction, and not looked up again.
    """

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("source_id", "key", name="uq_record_source_key"),)
    id: str = fields.key()
    source_id: str = fields.text()
    key: str = fields.text()
    fingerprint: str = fields.text()
    said: bytes = fields.blob()
    service: bytes | None = fields.blob(nullable=True)
    state: str = fields.text()
    reason: str | None = fields.text(nullable=True)
    issues: list[Any] = fields.json()
    identifiers: list[Any] = fields.json()
    first_run_id: int = 0
    changed_run_id: int = 0
    changed_at: datetime = fields.moment()
    listing_id: str | None = fields.text(nullable=True, index=True)


class MatchKeyRow(SQLModel, table=True):
    """A reason for which a record may be the same as another: equal kind and value."""

    __tablename__ = "match_key"
    __table_args__ = (Index("ix_match_key_kind_value", "kind", "value"),)
    record_id: str = fields.key()
    kind: str = fields.key()
    value: str = fields.key()


RECORD = fields.table_of(RecordRow)
MATCH_KEY = fields.table_of(MatchKeyRow)
