"""Kite marks: schemes, awards, and what happened to each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date
from sqlmodel import Field, SQLModel

from directory.tables import fields


class SchemeRow(SQLModel, table=True):
    """A version of a kite-mark scheme: its body, levels, criteria and what it does not cover."""

    __tablename__ = "scheme"
    id: str = fields.key()
    version: str = fields.key()
    document: dict[str, Any] = fields.json()


class AwardRow(SQLModel, table=True):
    """A kite mark held; its status is computed from its dates when it is read."""

    __tablename__ = "award"
    id: str = fields.key()
    scheme_id: str = fields.text()
    scheme_version: str = fields.text()
    level: str = fields.text()
    subject_kind: str = fields.text()
    subject: str = fields.text()
    listing_id: str | None = fields.text(nullable=True, index=True)
    valid_from: date = Field(sa_column=Column(Date(), nullable=False))
    valid_until: date = Field(sa_column=Column(Date(), nullable=False))
    document: dict[str, Any] = fields.json()
    loaded_at: datetime = fields.moment()
    revoked_at: datetime | None = fields.moment(nullable=True)
    revoked_reason: str | None = fields.text(nullable=True)


class AwardEventRow(SQLModel, table=True):
    """What happened to an award and why; rows are only added."""

    __tablename__ = "award_event"
    id: int | None = Field(default=None, primary_key=True)
    award_id: str = fields.reference("award.id")
    kind: str = fields.text()
    note: str | None = fields.text(nullable=True)
    at: datetime = fields.moment()


SCHEME = fields.table_of(SchemeRow)
AWARD = fields.table_of(AwardRow)
AWARD_EVENT = fields.table_of(AwardEventRow)
