"""Awards as published objects: each change of one has its number in the change log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, insert, select, text

from directory.columns import UTCDateTime
from directory.numbering import next_numbers
from directory.preparing import PUBLISHED, WITHDRAWN, digest_of
from directory.tables.awards import AWARD
from directory.tables.published import CHANGE
from directory.writing import SHAPE_VERSION

KIND = "award"
_WRITE = text("""
    INSERT INTO document (kind, id, state, body, content_hash, change_number, shape_version,
        changed_at)
    VALUES (:kind, :id, :state, :body, :content_hash, :number, :shape, :now)
    ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state, body = excluded.body,
        content_hash = excluded.content_hash, change_number = excluded.change_number,
        shape_version = excluded.shape_version, changed_at = excluded.changed_at
""").bindparams(bindparam("now", type_=UTCDateTime()))


def announce(connection: Connection, award_ids: Sequence[str], now: datetime) -> None:
    """Publish awards as they stand in their table; revoked ones as withdrawn.

    The transaction must have held the change numbers before it wrote anything.
    """
    for award_id, number in zip(award_ids, next_numbers(connection, len(award_ids)), strict=True):
        found = connection.execute(select(AWARD).where(AWARD.c.id == award_id)).mappings().one()
        document = _document(found)
        connection.execute(
            _WRITE, {**document, "number": number, "shape": SHAPE_VERSION, "now": now}
        )
        entry = {"number": number, "kind": KIND, "object_id": award_id, "at": now}
        connection.execute(insert(CHANGE).values(**entry, state=document["state"]))


def _document(award: Any) -> dict[str, Any]:
    facts = dict(award["document"])
    if award["revoked_at"] is not None:
        ended = {"state": WITHDRAWN, "body": b"", "content_hash": ""}
        return {"kind": KIND, "id": award["id"], **ended}
    shown = {"state": PUBLISHED, "body": orjson.dumps(facts), "content_hash": digest_of(facts)}
    return {"kind": KIND, "id": award["id"], **shown}
