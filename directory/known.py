"""What the directory holds already of records that a source says again."""

from collections.abc import Sequence
from typing import NamedTuple

from directory.among import among
from runtime.database import Database
from schema.identifiers import record_id as record_id_of

_KNOWN = "SELECT id, fingerprint, state, reason, listing_id FROM record WHERE id IN :ids"
_ANY = "SELECT 1 FROM record WHERE source_id = :source LIMIT 1"


class Known(NamedTuple):
    """What the directory holds of a record already."""

    fingerprint: str
    state: str
    reason: str | None
    listing_id: str | None


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
