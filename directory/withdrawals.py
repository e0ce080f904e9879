"""An operator takes a listing out of every door, for good.

Each withdrawal is written to a ledger beside the database before it is written to the database,
so that a database restored from an older copy is brought back to the operator's word.
"""

import errno
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import orjson
import structlog
from sqlalchemy import Connection, insert, select

from directory.publishing import republish
from directory.tables.published import DOCUMENT, WITHDRAWAL
from runtime.database import Database

_log = structlog.get_logger()
_SHOWN = (
    select(WITHDRAWAL.c.listing_id)
    .join(DOCUMENT, DOCUMENT.c.id == WITHDRAWAL.c.listing_id)
    .where(DOCUMENT.c.kind == "service", DOCUMENT.c.state == "published")
)


def withdraw(database: Database, ledger: Path, listing_id: str, reason: str, now: datetime) -> None:
    """Take a listing out at once; its id answers 410 from now on."""
    entry = {"listing_id": listing_id, "reason": reason, "at": now.isoformat()}
    _append(ledger, entry)
    _take_out(database, [entry], now)


def reapply(database: Database, ledger: Path, now: datetime) -> int:
    """Take out what the ledger or the database says is withdrawn and is still shown; gives how many
    there were."""
    with database.reading() as connection:
        entered = set(connection.execute(select(WITHDRAWAL.c.listing_id)).scalars())
        shown = set(connection.execute(_SHOWN).scalars())
    missing = [one for one in _entries(ledger) if one["listing_id"] not in entered]
    _take_out(database, missing, now)
    republish(database, sorted(shown), now)
    return len(shown | {one["listing_id"] for one in missing})


def write_down(database: Database, ledger: Path) -> None:
    """Add to a ledger what the database alone knows, before the database is replaced."""
    with database.reading() as connection:
        rows = connection.execute(select(WITHDRAWAL)).all()
    known = {one["listing_id"] for one in _entries(ledger)}
    for row in rows:
        if row.listing_id not in known:
            at = row.withdrawn_at.isoformat()
            _append(ledger, {"listing_id": row.listing_id, "reason": row.reason, "at": at})


def join_ledgers(ledger: Path, other: bytes) -> int:
    """Add to a ledger what another one says of further listings; gives how many there were."""
    known = {one["listing_id"] for one in _entries(ledger)}
    further = [
        one for one in map(orjson.loads, other.splitlines()) if one["listing_id"] not in known
    ]
    for one in further:
        _append(ledger, one)
    return len({one["listing_id"] for one in further})


def _take_out(database: Database, entries: Sequence[dict[str, str]], now: datetime) -> None:
    """Enter withdrawals and publish their listings so, some at a time: both or neither."""
    first: dict[str, dict[str, str]] = {}
    for one in entries:
        first.setdefault(one["listing_id"], one)

    def enter(connection: Connection, ids: Sequence[str]) -> None:
        for listing_id in ids:
            _enter(connection, first[listing_id])

    republish(database, list(first), now, enter)


def _enter(connection: Connection, entry: dict[str, str]) -> None:
    listing_id, at = entry["listing_id"], datetime.fromisoformat(entry["at"])
    known = connection.execute(
        select(WITHDRAWAL.c.listing_id).where(WITHDRAWAL.c.listing_id == listing_id)
    ).scalar()
    if known is None:
        connection.execute(
            insert(WITHDRAWAL).values(
                listing_id=listing_id, reason=entry["reason"], withdrawn_at=at
            )
        )


def _append(ledger: Path, entry: dict[str, str]) -> None:
    """One line more, whole or not at all; raises OSError."""
    before = ledger.read_bytes() if ledger.exists() else b""
    is_torn = not before.endswith(b"\n") and bool(before)
    line = b"\n" * is_torn + orjson.dumps(entry) + b"\n"
    with ledger.open("ab", buffering=0) as file:
        size = file.tell()
        try:
            if file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(ledger))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise


def _entries(ledger: Path) -> Iterator[dict[str, str]]:
    """What a power cut left of a line is passed over: nobody was told that it was withdrawn."""
    for line in ledger.read_bytes().splitlines() if ledger.exists() else ():
        try:
            yield orjson.loads(line)
        except orjson.JSONDecodeError:
            _log.warning("a line of the ledger cannot be read", ledger=ledger.name)
