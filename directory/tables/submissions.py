"""What groups keep themselves, and how often a network may try."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index
from sqlmodel import Field, SQLModel

from directory.tables import fields


class SubmissionRow(SQLModel, table=True):
    """A listing that a group keeps itself; `contact` is private and never published.

    `publication_due` is set with every change that the directory has not heard of yet.
    """

    __tablename__ = "submission"
    id: str = fields.key()
    state: str = fields.text()
    token_hash: str = fields.text(unique=True)
    idempotency_key: str | None = fields.text(nullable=True, unique=True)
    request_hash: str = fields.text()
    document: dict[str, Any] = fields.json()
    proposed: dict[str, Any] | None = fields.json(nullable=True)
    contact: dict[str, Any] = fields.json()
    created_at: datetime = fields.moment()
    changed_at: datetime = fields.moment()
    confirmed_at: datetime | None = fields.moment(nullable=True)
    publication_due: bool = Field(sa_column=Column(Boolean(), nullable=False, index=True))


class SubmissionEventRow(SQLModel, table=True):
    """What happened to a submission, who did it and why; rows are only added."""

    __tablename__ = "submission_event"
    id: int | None = Field(default=None, primary_key=True)
    submission_id: str = fields.reference("submission.id")
    kind: str = fields.text()
    by: str = fields.text()
    note: str | None = fields.text(nullable=True)
    at: datetime = fields.moment()


class AttemptRow(SQLModel, table=True):
    """Something that a network did lately and may not do endlessly; kept for an hour.

    `network` is a keyed digest of a shortened address, never the address.
    """

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_kind_network_at", "kind", "network", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str = fields.text()
    network: str = fields.text()
    at: datetime = fields.moment()


SUBMISSION = fields.table_of(SubmissionRow)
SUBMISSION_EVENT = fields.table_of(SubmissionEventRow)
ATTEMPT = fields.table_of(AttemptRow)
