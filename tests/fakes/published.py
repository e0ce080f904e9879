"""Documents put straight into a database, with their changes, as a publication leaves them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import orjson
from sqlalchemy import delete, insert, select, update

from directory.tables.published import CHANGE, CHANGE_COUNTER, DOCUMENT
from runtime.database import Database

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def publish(
    database: Database,
    bodies: Iterable[bytes],
    gone: Iterable[str] = (),
    merged: Mapping[str, str] | None = None,
) -> int:
    """Publish services, and take others out; `merged` are ids and their successors.

    Gives the number of the newest change.
    """
    ids = [(orjson.loads(body)["id"], body) for body in bodies]
    rows = [_row(id_, "published", body) for id_, body in ids]
    rows += [_row(id_, "gone", b"") for id_ in gone]
    rows += [_row(id_, "merged", b"", new) for id_, new in (merged or {}).items()]
    with database.writing(lasting=False) as connection:
        base = connection.execute(select(CHANGE_COUNTER.c.number).with_for_update()).scalar_one()
        for number, row in enumerate(rows, start=base + 1):
            row["change_number"] = number
        named = [{"was": row["id"]} for row in rows]
        for some in (named[start : start + 500] for start in range(0, len(named), 500)):
            wanted = [one["was"] for one in some]
            connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id.in_(wanted)))
        if rows:
            connection.execute(insert(DOCUMENT), rows)
            connection.execute(insert(CHANGE), [_change(row) for row in rows])
        connection.execute(update(CHANGE_COUNTER).values(number=base + len(rows)))
        newest: int = base + len(rows)
        return newest


def _row(id_: str, state: str, body: bytes, successor: str | None = None) -> dict[str, Any]:
    return {
        "kind": "service",
        "id": id_,
        "state": state,
        "body": body,
        "content_hash": f"{crc32(body):08x}",
        "shape_version": 1,
        "successor_id": successor,
        "reason": None,
        "changed_at": NOW,
        "stale_at": None,
    }


def _change(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": row["change_number"],
        "kind": "service",
        "object_id": row["id"],
        "state": row["state"],
        "at": NOW,
    }
