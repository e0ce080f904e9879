"""What a run has read, until the run is published."""

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from directory.tables import fields


class StagedRow(SQLModel, table=True):
    """A record that a run read, until the run is published; `place` is where the run filed it.

    Rows stand in the order in which they came.
    """

    __tablename__ = "staged_record"
    __table_args__ = (
        UniqueConstraint("record_id", "run_id", name="uq_staged_record"),
        Index("ix_staged_record_run_outcome", "run_id", "outcome"),
    )
    number: int = fields.counted()
    run_id: int = 0
    record_id: str = fields.text()
    outcome: str = fields.text()
    place: int | None = fields.large_number(nullable=True)
    listing_id: str | None = fields.text(nullable=True, index=True)


class StagedKeyRow(SQLModel, table=True):
    """A match key of a staged record.

    Rows stand in the order in which they came, under no index but their run's: there are many, and
    they are gone soon.
    """

    __tablename__ = "staged_key"
    number: int = fields.counted()
    run_id: int = Field(sa_column=Column(Integer(), nullable=False, index=True))
    record_id: str = fields.text()
    kind: str = fields.text()
    value: str = fields.text()


STAGED = fields.table_of(StagedRow)
STAGED_KEY = fields.table_of(StagedKeyRow)
