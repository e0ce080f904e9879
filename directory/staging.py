"""What a run has read, kept beside the published state until the run is published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import bindparam, insert, select

from directory.matching.keys import MatchKey, match_keys
from directory.tables import RECORD, STAGED, STAGED_KEY
from runtime.database import Database
from schema.identifiers import listing_id
from schema.record import Outcome, Record

SEEN = "seen"
_KNOWN = select(
    RECORD.c.id, RECORD.c.fingerprint, RECORD.c.state, RECORD.c.reason, RECORD.c.listing_id
).where(RECORD.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory holds of a record already."""

    fingerprint: str
    state: str
    reason: str | None
    listing_id: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that a run met and that says what it said before."""

    record_id: str


@dataclass(frozen=True, slots=True)
class Staged:
    """A record with its match keys and the listing that it would have if it matched nothing."""

    record_id: str
    record: Record
    listing_id: str | None
    keys: frozenset[MatchKey]


def known(database: Database, record_ids: Sequence[str]) -> dict[str, Known]:
    """What is held of these records, by id; a record never met is absent."""
    with database.reading() as connection:
        rows = connection.execute(_KNOWN, {"ids": list(record_ids)})
        return {row[0]: Known(*row[1:]) for row in rows}


def staged(record_id: str, record: Record, held: Known | None) -> Staged:
    listing = held.listing_id if held else None
    if listing is None and record.outcome is Outcome.UNDERSTOOD:
        listing = str(listing_id(UUID(record_id)))
    return Staged(record_id, record, listing, _keys_of(record))


def stage(database: Database, run_id: int, items: Sequence[Staged | Seen]) -> None:
    """Keep a chunk of what a run has read; one short transaction."""
    seen = [_seen(run_id, item) for item in items if isinstance(item, Seen)]
    full = [_row(run_id, item) for item in items if isinstance(item, Staged)]
    keys = [key for item in items if isinstance(item, Staged) for key in _keys(run_id, item)]
    with database.writing(lasting=False) as connection:
        for table, rows in ((STAGED, seen), (STAGED, full), (STAGED_KEY, keys)):
            if rows:
                connection.execute(insert(table), rows)


def _seen(run_id: int, item: Seen) -> dict[str, Any]:
    return {"run_id": run_id, "record_id": item.record_id, "outcome": SEEN}


def _row(run_id: int, item: Staged) -> dict[str, Any]:
    record = item.record
    return {
        "run_id": run_id,
        "record_id": item.record_id,
        "outcome": str(record.outcome),
        "key": record.key,
        "fingerprint": record.fingerprint,
        "said": record.said,
        "service": record.service,
        "reason": record.reason,
        "issues": [asdict(one) for one in record.issues],
        "identifiers": [asdict(one) for one in record.identifiers],
        "listing_id": item.listing_id,
    }


def _keys_of(record: Record) -> frozenset[MatchKey]:
    if record.service is None:
        return frozenset()
    return match_keys(orjson.loads(record.service), record.identifiers)


def _keys(run_id: int, item: Staged) -> list[dict[str, Any]]:
    return [
        {"run_id": run_id, "record_id": item.record_id, "kind": kind, "value": value}
        for kind, value in item.keys
    ]
