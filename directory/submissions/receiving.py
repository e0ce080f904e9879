"""Take a submission in, once: the same request sent again finds what it made the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, Insert, Row, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from directory.submissions import attempts
from directory.submissions.errors import KeyReused
from directory.submissions.history import record_event
from directory.submissions.reading import Submission, as_submission
from directory.submissions.states import State
from directory.submissions.tokens import first_token, hashed
from directory.tables import SUBMISSION
from runtime.database import Database

REMEMBERED = timedelta(days=1)
TURNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A request to take in a listing; `key` is its Idempotency-Key, if it has one."""

    document: Mapping[str, Any]
    contact: Mapping[str, Any]
    key: str | None
    network: str | None

    def request_hash(self) -> str:
        said = orjson.dumps([self.document, self.contact], option=orjson.OPT_SORT_KEYS)
        return sha256(said).hexdigest()

    def name(self) -> str:
        """What one request is known by: its key, or else its whole content."""
        if self.key is None:
            return f"body:{self.request_hash()}"
        return f"key:{sha256(self.key.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Received:
    """`token` is shown while nobody else can know what was sent: until it is first published."""

    submission: Submission
    token: str | None
    is_new: bool


def receive(database: Database, secret: bytes, arriving: Arriving, now: datetime) -> Received:
    """Keep a submission; committed when this returns. Raises KeyReused, TooMany."""
    with database.writing() as connection:
        for _turn in range(TURNS):
            earlier = _earlier(connection, arriving, now)
            if earlier is not None:
                return _again(earlier, arriving, secret, now)
            attempts.check(connection, "submission", arriving.network, now)
            made = _insert(connection, arriving, secret, now)
            if made is not None:
                attempts.note(connection, "submission", arriving.network, now)
                record_event(connection, made.submission.id, "received", "the group", None, now)
                return made
    raise RuntimeError("the same request arrived again and again while it was being kept")


def _earlier(connection: Connection, arriving: Arriving, now: datetime) -> Row[Any] | None:
    """The submission that this request made before, if that was within a day."""
    since = now - REMEMBERED
    connection.execute(
        update(SUBMISSION)
        .where(SUBMISSION.c.idempotency_key == arriving.name(), SUBMISSION.c.created_at <= since)
        .values(idempotency_key=None)
    )
    same_body = (SUBMISSION.c.request_hash == arriving.request_hash()) & (
        SUBMISSION.c.state != State.CLOSED
    )
    return connection.execute(
        select(SUBMISSION)
        .where(SUBMISSION.c.created_at > since)
        .where(or_(SUBMISSION.c.idempotency_key == arriving.name(), same_body))
        .order_by((SUBMISSION.c.idempotency_key == arriving.name()).desc(), SUBMISSION.c.id)
        .limit(1)
    ).one_or_none()


def _again(row: Row[Any], arriving: Arriving, secret: bytes, now: datetime) -> Received:
    if row.request_hash != arriving.request_hash():
        raise KeyReused
    token = first_token(secret, row.id)
    secret_still = row.state == State.SUBMITTED and hashed(token) == row.token_hash
    return Received(as_submission(row), token if secret_still else None, False)


def _insert(
    connection: Connection, arriving: Arriving, secret: bytes, now: datetime
) -> Received | None:
    """The new submission; None if the same request was just kept by another process."""
    submission_id = str(uuid4())
    token = first_token(secret, submission_id)
    row = {
        "id": submission_id,
        "state": State.SUBMITTED,
        "token_hash": hashed(token),
        "idempotency_key": arriving.name(),
        "request_hash": arriving.request_hash(),
        "document": dict(arriving.document),
        "contact": dict(arriving.contact),
        "created_at": now,
        "changed_at": now,
        "publication_due": False,
    }
    kept = _unless_kept(connection.dialect.name).values(row).returning(SUBMISSION)
    made = connection.execute(kept).one_or_none()
    return Received(as_submission(made), token, True) if made else None


def _unless_kept(dialect: str) -> Insert:
    """An insert that does nothing if the same request was kept already."""
    unique = ["idempotency_key"]
    if dialect == "sqlite":
        return sqlite.insert(SUBMISSION).on_conflict_do_nothing(index_elements=unique)
    return postgresql.insert(SUBMISSION).on_conflict_do_nothing(index_elements=unique)
