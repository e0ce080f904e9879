"""What is due, and who is at it."""

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from directory.tables import fields


class JobRow(SQLModel, table=True):
    """When a task is due for a subject, who is at it, and how it went the last time.

    `claim` grows with every taking of the lease and tells one holder from the next; `version` is
    that of what the subject is declared by, and `declared_at` when it was last said to be wanted;
    `attempts` have failed in a row.
    """

    __tablename__ = "job"
    kind: str = fields.key()
    subject: str = fields.key()
    version: str = fields.text()
    declared_at: datetime | None = fields.moment(nullable=True)
    every_s: float = 0.0
    due_at: datetime = fields.moment()
    attempts: int = 0
    claim: int = Field(default=0, sa_column=Column(BigInteger(), nullable=False))
    holder: str | None = fields.text(nullable=True)
    lease_until: datetime | None = fields.moment(nullable=True)
    started_at: datetime | None = fields.moment(nullable=True)
    doing: str | None = fields.text(nullable=True)
    done: int | None = None
    total: int | None = None
    updated_at: datetime | None = fields.moment(nullable=True)
    ended_at: datetime | None = fields.moment(nullable=True)
    outcome: str | None = fields.text(nullable=True)
    reason: str | None = fields.text(nullable=True)


JOB = fields.table_of(JobRow)
