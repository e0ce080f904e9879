"""The tables of the meta-database: identity, keys, history and what is asked for.

Rows are written from validated objects of `schema`; documents are stored as the bytes that
the doors serve. Ids are text so that both databases hold and order them alike.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy import Date as DateColumn
from sqlmodel import Field, SQLModel

from directory.columns import PortableJSON, UTCDateTime

_COUNTED = BigInteger().with_variant(Integer(), "sqlite")


def _moment(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(UTCDateTime(), nullable=nullable))


def _blob(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(LargeBinary(), nullable=nullable))


def _json(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(PortableJSON, nullable=nullable))


def _text(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Text(), nullable=nullable))


def _ref(target: str, *, nullable: bool = False, index: bool = False) -> Any:
    column: Column[Any] = Column(Text(), ForeignKey(target), nullable=nullable, index=index)
    return Field(default=None, sa_column=column)


def _key() -> Any:
    return Field(default=None, sa_column=Column(Text(), primary_key=True))


class SourceRow(SQLModel, table=True):
    """A publisher's feed, or the groups' own listings."""

    __tablename__ = "source"
    id: str = _key()
    facts: dict[str, Any] = _json()
    first_seen_at: datetime = _moment()
    state: str = _text()


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
    source_id: str = _ref("source.id", index=True)
    state: str = _text()
    reason: str | None = _text(nullable=True)
    started_at: datetime = _moment()
    ended_at: datetime | None = _moment(nullable=True)
    lease_until: datetime | None = _moment(nullable=True)
    holder: str | None = _text(nullable=True)
    doing: str | None = _text(nullable=True)
    done: int | None = None
    total: int | None = None
    updated_at: datetime | None = _moment(nullable=True)
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
    findings: dict[str, Any] = _json()


class RecordRow(SQLModel, table=True):
    """What one source says of one service; `service` is the last good understanding of it.

    What it refers to is written before it in the same transaction, and not looked up again.
    """

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("source_id", "key", name="uq_record_source_key"),)
    id: str = _key()
    source_id: str = _text()
    key: str = _text()
    fingerprint: str = _text()
    said: bytes = _blob()
    service: bytes | None = _blob(nullable=True)
    state: str = _text()
    reason: str | None = _text(nullable=True)
    issues: list[Any] = _json()
    identifiers: list[Any] = _json()
    first_run_id: int = 0
    changed_run_id: int = 0
    changed_at: datetime = _moment()
    listing_id: str | None = Field(default=None, sa_column=Column(Text(), index=True))


class MatchKeyRow(SQLModel, table=True):
    """A reason for which a record may be the same as another: equal kind and value."""

    __tablename__ = "match_key"
    __table_args__ = (Index("ix_match_key_kind_value", "kind", "value"),)
    record_id: str = _key()
    kind: str = _key()
    value: str = _key()


class StagedRow(SQLModel, table=True):
    """A record that a run read, until the run is published; `place` is where the run filed it.

    Rows stand in the order in which they came.
    """

    __tablename__ = "staged_record"
    __table_args__ = (
        UniqueConstraint("record_id", "run_id", name="uq_staged_record"),
        Index("ix_staged_record_run_outcome", "run_id", "outcome"),
    )
    number: int = Field(sa_column=Column(_COUNTED, primary_key=True))
    run_id: int = 0
    record_id: str = _text()
    outcome: str = _text()
    place: int | None = Field(default=None, sa_column=Column(BigInteger()))
    listing_id: str | None = Field(default=None, sa_column=Column(Text(), index=True))


class StagedKeyRow(SQLModel, table=True):
    """A match key of a staged record.

    Rows stand in the order in which they came, under no index but their run's: there are many, and
    they are gone soon.
    """

    __tablename__ = "staged_key"
    number: int = Field(sa_column=Column(_COUNTED, primary_key=True))
    run_id: int = Field(sa_column=Column(Integer(), nullable=False, index=True))
    record_id: str = _text()
    kind: str = _text()
    value: str = _text()


class LastReadRow(SQLModel, table=True):
    """How a source was last read whole, so that a read that gives the same is recognised."""

    __tablename__ = "last_read"
    source_id: str = Field(sa_column=Column(Text(), ForeignKey("source.id"), primary_key=True))
    seal: str = _text()
    told: bytes = _blob()


class ListingRow(SQLModel, table=True):
    """What we publish: minted once from its first record, kept under its id while it lives."""

    __tablename__ = "listing"
    id: str = _key()
    state: str = _text()
    successor_id: str | None = _text(nullable=True)
    created_at: datetime = _moment()


class DocumentRow(SQLModel, table=True):
    """One published object as the bytes that are served."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_state", "kind", "state", "id"),
        Index("ix_document_stale_at", "stale_at"),
        Index("ix_document_change_number", "kind", "change_number"),
    )
    kind: str = _key()
    id: str = _key()
    state: str = _text()
    body: bytes = _blob()
    content_hash: str = _text()
    change_number: int = Field(sa_column=Column(BigInteger(), nullable=False))
    shape_version: int = 0
    successor_id: str | None = _text(nullable=True)
    reason: str | None = _text(nullable=True)
    changed_at: datetime = _moment()
    stale_at: datetime | None = _moment(nullable=True)


class ChangeRow(SQLModel, table=True):
    """One entry of the change log; numbers follow the order of commits without a gap."""

    __tablename__ = "change"
    number: int = Field(sa_column=Column(BigInteger(), primary_key=True, autoincrement=False))
    kind: str = _text()
    object_id: str = _text()
    state: str = _text()
    at: datetime = _moment()


class ChangeCounterRow(SQLModel, table=True):
    """The single row from which every publishing transaction takes its change numbers."""

    __tablename__ = "change_counter"
    id: int = Field(primary_key=True)
    number: int = Field(sa_column=Column(BigInteger(), nullable=False))


class WithdrawalRow(SQLModel, table=True):
    """An operator's word that a listing is out of every door, whatever its sources say."""

    __tablename__ = "withdrawal"
    listing_id: str = _key()
    reason: str = _text()
    withdrawn_at: datetime = _moment()


class SchemeRow(SQLModel, table=True):
    """A version of a kite-mark scheme: its body, levels, criteria and what it does not cover."""

    __tablename__ = "scheme"
    id: str = _key()
    version: str = _key()
    document: dict[str, Any] = _json()


class AwardRow(SQLModel, table=True):
    """A kite mark held; its status is computed from its dates when it is read."""

    __tablename__ = "award"
    id: str = _key()
    scheme_id: str = _text()
    scheme_version: str = _text()
    level: str = _text()
    subject_kind: str = _text()
    subject: str = _text()
    listing_id: str | None = Field(default=None, sa_column=Column(Text(), index=True))
    valid_from: date = Field(sa_column=Column(DateColumn(), nullable=False))
    valid_until: date = Field(sa_column=Column(DateColumn(), nullable=False))
    document: dict[str, Any] = _json()
    loaded_at: datetime = _moment()
    revoked_at: datetime | None = _moment(nullable=True)
    revoked_reason: str | None = _text(nullable=True)


class AwardEventRow(SQLModel, table=True):
    """What happened to an award and why; rows are only added."""

    __tablename__ = "award_event"
    id: int | None = Field(default=None, primary_key=True)
    award_id: str = _ref("award.id", index=True)
    kind: str = _text()
    note: str | None = _text(nullable=True)
    at: datetime = _moment()


class SubmissionRow(SQLModel, table=True):
    """A listing that a group keeps itself; `contact` is private and never published.

    `publication_due` is set with every change that the directory has not heard of yet.
    """

    __tablename__ = "submission"
    id: str = _key()
    state: str = _text()
    token_hash: str = Field(sa_column=Column(Text(), nullable=False, unique=True))
    idempotency_key: str | None = Field(default=None, sa_column=Column(Text(), unique=True))
    request_hash: str = _text()
    document: dict[str, Any] = _json()
    proposed: dict[str, Any] | None = _json(nullable=True)
    contact: dict[str, Any] = _json()
    created_at: datetime = _moment()
    changed_at: datetime = _moment()
    confirmed_at: datetime | None = _moment(nullable=True)
    publication_due: bool = Field(sa_column=Column(Boolean(), nullable=False, index=True))


class SubmissionEventRow(SQLModel, table=True):
    """What happened to a submission, who did it and why; rows are only added."""

    __tablename__ = "submission_event"
    id: int | None = Field(default=None, primary_key=True)
    submission_id: str = _ref("submission.id", index=True)
    kind: str = _text()
    by: str = _text()
    note: str | None = _text(nullable=True)
    at: datetime = _moment()


class AttemptRow(SQLModel, table=True):
    """Something that a network did lately and may not do endlessly; kept for an hour.

    `network` is a keyed digest of a shortened address, never the address.
    """

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_kind_network_at", "kind", "network", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str = _text()
    network: str = _text()
    at: datetime = _moment()


class OperatorKeyRow(SQLModel, table=True):
    """A moderator's key for the API, hashed."""

    __tablename__ = "operator_key"
    id: str = _key()
    name: str = _text()
    secret_hash: str = _text()
    created_at: datetime = _moment()
    revoked_at: datetime | None = _moment(nullable=True)


class ReportRow(SQLModel, table=True):
    """Somebody's word that something is wrong with a listing."""

    __tablename__ = "problem_report"
    id: str = _key()
    listing_id: str = Field(sa_column=Column(Text(), index=True, nullable=False))
    kind: str = _text()
    text: str = _text()
    state: str = _text()
    reported_at: datetime = _moment()


class JobRow(SQLModel, table=True):
    """When a task is due for a subject, who is at it, and how it went the last time.

    `claim` grows with every taking of the lease and tells one holder from the next; `version` is
    that of what the subject is declared by; `attempts` have failed in a row.
    """

    __tablename__ = "job"
    kind: str = _key()
    subject: str = _key()
    version: str = _text()
    every_s: float = 0.0
    due_at: datetime = _moment()
    attempts: int = 0
    claim: int = Field(default=0, sa_column=Column(BigInteger(), nullable=False))
    holder: str | None = _text(nullable=True)
    lease_until: datetime | None = _moment(nullable=True)
    started_at: datetime | None = _moment(nullable=True)
    doing: str | None = _text(nullable=True)
    done: int | None = None
    total: int | None = None
    updated_at: datetime | None = _moment(nullable=True)
    ended_at: datetime | None = _moment(nullable=True)
    outcome: str | None = _text(nullable=True)
    reason: str | None = _text(nullable=True)


def _table(row: type[SQLModel]) -> Table:
    table: Table = SQLModel.metadata.tables[str(row.__tablename__)]
    return table


SOURCE = _table(SourceRow)
RUN = _table(RunRow)
RECORD = _table(RecordRow)
MATCH_KEY = _table(MatchKeyRow)
STAGED = _table(StagedRow)
STAGED_KEY = _table(StagedKeyRow)
LAST_READ = _table(LastReadRow)
LISTING = _table(ListingRow)
DOCUMENT = _table(DocumentRow)
CHANGE = _table(ChangeRow)
CHANGE_COUNTER = _table(ChangeCounterRow)
WITHDRAWAL = _table(WithdrawalRow)
SCHEME = _table(SchemeRow)
AWARD = _table(AwardRow)
AWARD_EVENT = _table(AwardEventRow)
SUBMISSION = _table(SubmissionRow)
SUBMISSION_EVENT = _table(SubmissionEventRow)
ATTEMPT = _table(AttemptRow)
OPERATOR_KEY = _table(OperatorKeyRow)
REPORT = _table(ReportRow)
JOB = _table(JobRow)
