"""What a run has read, kept beside the published state until the run is published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import Connection, text

from directory.bulk import Row, insert_rows
from directory.filed import Filed
from directory.known import Known
from directory.matching.keys import MatchKey, match_keys
from directory.tables.staged import STAGED, STAGED_KEY
from directory.told import piece_of
from runtime.database import Database
from schema.identifiers import listing_id
from schema.record import Outcome, Record

SEEN = "seen"
_SEEN_COLUMNS = ("run_id", "record_id", "outcome")
_COLUMNS = ("run_id", "record_id", "outcome", "place", "listing_id")
_KEY_COLUMNS = ("run_id", "record_id", "kind", "value")
_COUNT = text("""
    SELECT count(*) FROM staged_record
    WHERE run_id = :run AND outcome <> 'gone'
""")


class StagedLost(RuntimeError):
    """What a run had staged is gone: the database was restarted after a crash meanwhile."""


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


def staged(record_id: str, record: Record, held: Known | None) -> Staged:
    """A record as it is staged, given what is held of it."""
    listing = held.listing_id if held else None
    if listing is None and record.outcome is Outcome.UNDERSTOOD:
        listing = str(listing_id(UUID(record_id)))
    piece = piece_of(record_id, record)
    return Staged(record_id, str(record.outcome), listing, _keys_of(record), piece)


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


def _keys_of(record: Record) -> tuple[MatchKey, ...]:
    if record.service is None:
        return ()
    return tuple(match_keys(orjson.loads(record.service), record.identifiers))
