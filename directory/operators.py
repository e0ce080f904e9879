"""Keys of moderators for the API: shown once, kept as a hash, denied unless found and live."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from directory.tables.moderation import OPERATOR_KEY
from runtime.database import Database

KEY = re.compile(r"fp_op_([0-9a-f]{8})_([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Operator:
    """A key without its secret, and the name of whoever holds it."""

    id: str
    name: str
    created_at: datetime
    revoked_at: datetime | None


class NoSuchKey(LookupError):
    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"no live key has the id {key_id[:20]}; expected one that `fingerpost submissions "
            "keys` shows. Nothing was changed."
        )


def new_key(database: Database, name: str, now: datetime) -> str:
    """A key for `name`, which cannot be shown again."""
    key_id, secret = secrets.token_hex(4), secrets.token_hex(32)
    with database.writing() as connection:
        connection.execute(
            insert(OPERATOR_KEY).values(
                id=key_id, name=name, secret_hash=_hashed(secret), created_at=now
            )
        )
    return f"fp_op_{key_id}_{secret}"


def find(connection: Connection, key: str) -> Operator | None:
    """Whose key it is; None for anything but a live key."""
    written = KEY.fullmatch(key)
    if written is None:
        return None
    row = connection.execute(
        select(OPERATOR_KEY).where(OPERATOR_KEY.c.id == written[1])
    ).one_or_none()
    if row is None or row.revoked_at is not None:
        return None
    if not hmac.compare_digest(row.secret_hash, _hashed(written[2])):
        return None
    return Operator(row.id, row.name, row.created_at, row.revoked_at)


def keys(connection: Connection) -> list[Operator]:
    """Every key that was ever given out."""
    rows = connection.execute(select(OPERATOR_KEY).order_by(OPERATOR_KEY.c.created_at))
    return [Operator(row.id, row.name, row.created_at, row.revoked_at) for row in rows]


def revoke(database: Database, key_id: str, now: datetime) -> None:
    """End a key at once; raises NoSuchKey."""
    with database.writing() as connection:
        ended = connection.execute(
            update(OPERATOR_KEY)
            .where(OPERATOR_KEY.c.id == key_id, OPERATOR_KEY.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        if ended.rowcount == 0:
            raise NoSuchKey(key_id)


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
