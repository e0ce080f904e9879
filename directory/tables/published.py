"""What is published, the log of its changes, and what an operator took out."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from directory.tables import fields


class ListingRow(SQLModel, table=True):
    """What we publish: minted once from its first record, kept under its id while it lives."""

    __tablename__ = "listing"
    id: str = fields.key()
    state: str = fields.text()
    successor_id: str | None = fields.text(nullable=True)
    created_at: datetime = fields.moment()


class DocumentRow(SQLModel, table=True):
    """One published object as the bytes that are served."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_state", "kind", "state", "id"),
        Index("ix_document_stale_at", "stale_at"),
        Index("ix_document_change_number", "kind", "change_number"),
    )
    kind: str = fields.key()
    id: str = fields.key()
    state: str = fields.text()
    body: bytes = fields.blob()
    content_hash: str = fields.text()
    change_number: int = fields.large_number()
    shape_version: int = 0
    successor_id: str | None = fields.text(nullable=True)
    reason: str | None = fields.text(nullable=True)
    changed_at: datetime = fields.moment()
    stale_at: datetime | None = fields.moment(nullable=True)


class ChangeRow(SQLModel, table=True):
    """One entry of the change log; numbers follow the order of commits without a gap."""

    __tablename__ = "change"
    number: int = Field(sa_column=Column(BigInteger(), primary_key=True, autoincrement=False))
    kind: str = fields.text()
    object_id: str = fields.text()
    state: str = fields.text()
    at: datetime = fields.moment()


class ChangeCounterRow(SQLModel, table=True):
    """The single row from which every publishing transaction takes its change numbers."""

    __tablename__ = "change_counter"
    id: int = Field(primary_key=True)
    number: int = fields.large_number()


class WithdrawalRow(SQLModel, table=True):
    """An operator's word that a listing is out of every door, whatever its sources say."""

    __tablename__ = "withdrawal"
    listing_id: str = fields.key()
    reason: str = fields.text()
    withdrawn_at: datetime = fields.moment()


LISTING = fields.table_of(ListingRow)
DOCUMENT = fields.table_of(DocumentRow)
CHANGE = fields.table_of(ChangeRow)
CHANGE_COUNTER = fields.table_of(ChangeCounterRow)
WITHDRAWAL = fields.table_of(WithdrawalRow)
