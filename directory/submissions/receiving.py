"""Take a submission in, once: the same request sent again finds what it made the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import BigInteger, Connection, Row, cast, func, insert, or_, select, update

from directory.submissions import attempts
from directory.submissions.errors import KeyReused
from directory.submissions.history import record_event
from directory.submissions.reading import Submission, as_submission
from directory.submissions.states import State
from directory.submissions.tokens import first_token, hashed
from directory.tables.submissions import SUBMISSION
from runtime.database import Database

REMEMBERED = timedelta(days=1)


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
            return self.content()
        return f"key:{sha256(self.key.encode()).hexdigest()}"

    def content(self) -> str:
        """What a request without a key is known by."""
        return f"body:{self.request_hash()}"


@dataclass(frozen=True, slots=True)
class Received:
    """`token` is shown while nobody else can know what was sent: until it is first published."""

    submission: Submission
    token: str | None
    is_new: bool


def receive(database: Database, secret: bytes, arriving: Arriving, now: datetime) -> Received:
    """Keep a submission; committed when this returns. Raises KeyReused, TooMany."""
    with database.writing() as connection:
        _wait_for_the_same(connection, arriving)
        earlier = _earlier(connection, arriving, now)
        if earlier is not None:
            return _again(connection, earlier, arriving, secret)
        attempts.check(connection, "submission", arriving.network, now)
        made = _insert(connection, arriving, secret, now)
        attempts.note(connection, "submission", arriving.network, now)
        record_event(connection, made.submission.id, "received", "the group", None, now)
        return made


def _wait_for_the_same(connection: Connection, arriving: Arriving) -> None:
    """Until the end no other process takes in the same key or content; SQLite has one writer."""
    if connection.dialect.name == "sqlite":
        return
    names = (arriving.name(), arriving.content())
    for lock in sorted({_lock_number(name) for name in names}):
        connection.execute(select(func.pg_advisory_xact_lock(cast(lock, BigInteger))))


def _lock_number(name: str) -> int:
    return int.from_bytes(sha256(f"submission {name}".encode()).digest()[:8], "big", signed=True)


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


def _again(connection: Connection, row: Row[Any], arriving: Arriving, secret: bytes) -> Received:
    if row.request_hash != arriving.request_hash():
        raise KeyReused
    if row.idempotency_key == arriving.content():
        _bind(connection, row.id, arriving)
    token = first_token(secret, row.id)
    secret_still = row.state == State.SUBMITTED and hashed(token) == row.token_hash
    return Received(as_submission(row), token if secret_still else None, False)


def _bind(connection: Connection, submission_id: str, arriving: Arriving) -> None:
    """A key first seen on a repeat serves this content from now on, and no other."""
    connection.execute(
        update(SUBMISSION)
        .where(SUBMISSION.c.id == submission_id)
        .values(idempotency_key=arriving.name())
    )


def _insert(connection: Connection, arriving: Arriving, secret: bytes, now: datetime) -> Received:
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
    made = connection.execute(insert(SUBMISSION).values(row).returning(SUBMISSION)).one()
    return Received(as_submission(made), token, True)
