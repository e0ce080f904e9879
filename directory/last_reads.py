"""What a source answered when it was last read whole, and what that run came to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, delete, insert

from directory.runs import Counts
from directory.tables.sources import LAST_READ
from runtime.database import Database

_FOUND = "SELECT seal, told FROM last_read WHERE source_id = :source"


class LastRead(NamedTuple):
    """`answers` are (address, accepted type, digest), `seal` is a digest of our way of reading.

    `counts` and `findings` are those of a run that reads the same once more.
    """

    seal: str
    answers: Sequence[Sequence[str]]
    counts: Counts
    stated_total: int | None
    findings: Mapping[str, Any]


def last_read(database: Database, source_id: str) -> LastRead | None:
    """How a source was last read; None unless its last publication was of a whole read."""
    rows = database.rows(_FOUND, {"source": source_id})
    if not rows:
        return None
    answers, counts, stated, findings = orjson.loads(rows[0][1])
    return LastRead(rows[0][0], answers, Counts(**counts), stated, findings)


def keep(connection: Connection, source_id: str, read: LastRead | None) -> None:
    """Keep how a source was read, in place of what was kept before; None for no whole read."""
    connection.execute(delete(LAST_READ).where(LAST_READ.c.source_id == source_id))
    if read:
        seal, answers, counts, *others = read
        told = orjson.dumps([[[*one] for one in answers], asdict(counts), *others])
        connection.execute(insert(LAST_READ).values(source_id=source_id, seal=seal, told=told))
