"""What a run has read, kept beside the published state until the run is published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import Connection, text

from directory.among import among
from directory.bulk import Row, insert_rows
from directory.filed import Filed
from directory.matching.keys import MatchKey, match_keys
from directory.packing import packed, unpacked
from directory.tables.staged import STAGED, STAGED_KEY
from runtime.database import Database
from schema.identifiers import listing_id
from schema.identifiers import record_id as record_id_of
from schema.record import Outcome, Record

SEEN = "seen"
_KEY_COLUMNS = ("run_id", "record_id", "kind", "value")
_KNOWN = "SELECT id, fingerprint, state, reason, listing_id FROM record WHERE id IN :ids"
_ANY = "SELECT 1 FROM record WHERE source_id = :source LIMIT 1"
_COUNT = text("""
    SELECT count(*) FROM staged_record
    WHERE run_id = :run AND outcome <> 'gone'
""")


class StagedLost(RuntimeError):
    """What a run had staged is gone: the database was restarted after a crash meanwhile."""


class Known(NamedTuple):
    """What the directory holds of a record already."""

    fingerprint: str
    state: str
    reason: str | None
    listing_id: str | None


class Seen(NamedTuple):
    """A record that a run met and that says what it said before."""

    record_id: str


class Staged(NamedTuple):
    """A record as it is staged, with its match keys; `told` is what it says, packed.

    `listing_id` is the listing that it would have if it matched nothing.
    """

    record_id: str
    outcome: str
    listing_id: str | None
    keys: tuple[MatchKey, ...]
    told: bytes


@dataclass(slots=True)
class StagedRows:
    """Rows of what a run has read: records with their outcomes, ids alone, and match keys."""

    full: list[Row] = field(default_factory=list)
    seen: list[Row] = field(default_factory=list)
    keys: list[Row] = field(default_factory=list)

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.full) + len(self.seen)

    def add(self, run_id: int, items: Sequence[Staged | Seen], read: Filed) -> None:
        """Add these; what they say goes to `read`."""
        full = [item for item in items if isinstance(item, Staged)]
        for item, place in zip(full, read.add([item.told for item in full]), strict=True):
            self.full.append((run_id, item.record_id, item.outcome, place, item.listing_id))
            self.keys.extend((run_id, item.record_id, *key) for key in item.keys)
        self.seen.extend((run_id, item.record_id, SEEN) for item in items if isinstance(item, Seen))


class ToldOf(NamedTuple):
    """What a run read of a record, as it is filed until it is published."""

    record_id: str
    source_id: str
    outcome: str
    key: str
    fingerprint: str
    said: bytes
    service: bytes | None
    reason: str | None
    issues: list[dict[str, Any]]
    identifiers: list[dict[str, Any]]


_SEEN_COLUMNS = ("run_id", "record_id", "outcome")
_COLUMNS = ("run_id", "record_id", "outcome", "place", "listing_id")


def known(database: Database, record_ids: Sequence[str]) -> dict[str, Known]:
    """What is held of these records, by id; a record never met is absent."""
    with database.reading() as connection:
        return {row[0]: Known(*row[1:]) for row in among(connection, _KNOWN, record_ids)}


def holds_any(database: Database, source_id: str) -> bool:
    """Whether any record of a source was ever met; of a new one nothing needs to be looked up."""
    return bool(database.rows(_ANY, {"source": source_id}))


def held_under(database: Database, source_id: str, key: str) -> bytes | None:
    """What a source's record said that is held under a key; None if it has gone or never was."""
    values = {"id": str(record_id_of(source_id, key))}
    rows = database.rows("SELECT said FROM record WHERE id = :id AND state <> 'gone'", values)
    return bytes(rows[0][0]) if rows else None


def staged(record_id: str, record: Record, held: Known | None) -> Staged:
    """A record as it is staged, given what is held of it."""
    listing = held.listing_id if held else None
    if listing is None and record.outcome is Outcome.UNDERSTOOD:
        listing = str(listing_id(UUID(record_id)))
    told = packed([_told(record_id, record)])
    return Staged(record_id, str(record.outcome), listing, _keys_of(record), told)


def stage(database: Database, rows: StagedRows) -> None:
    """Keep what a run has read, in one transaction."""
    with database.writing(lasting=False) as connection:
        for table, columns, these in (
            (STAGED, _COLUMNS, rows.full),
            (STAGED, _SEEN_COLUMNS, rows.seen),
            (STAGED_KEY, _KEY_COLUMNS, rows.keys),
        ):
            if these:
                insert_rows(connection, table, columns, these)


def told_of(piece: bytes) -> ToldOf:
    """The record that a run filed in this piece."""
    (told,) = unpacked(piece)
    return ToldOf._make(told)


def check_whole(connection: Connection, run_id: int, expected: int) -> None:
    """See that all `expected` records of a run are still staged; raises StagedLost if not.

    PostgreSQL empties the tables of what is staged when it restarts after a crash. What is missing
    from them must not look as if the source had taken it away.
    """
    found = connection.execute(_COUNT, {"run": run_id}).scalar_one()
    if found < expected:
        raise StagedLost(
            f"run {run_id}: of {expected} records read, {found} are still there, expected all of"
            " them; the database was restarted meanwhile. Nothing was published; harvest again."
        )


def _told(record_id: str, record: Record) -> ToldOf:
    return ToldOf(
        record_id,
        record.source_id,
        str(record.outcome),
        record.key,
        record.fingerprint,
        record.said,
        record.service,
        record.reason,
        [asdict(one) for one in record.issues],
        [asdict(one) for one in record.identifiers],
    )


def _keys_of(record: Record) -> tuple[MatchKey, ...]:
    if record.service is None:
        return ()
    return tuple(match_keys(orjson.loads(record.service), record.identifiers))
