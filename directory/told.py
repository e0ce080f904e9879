"""What a run read of a record, as it is filed until it is published."""

from dataclasses import asdict
from typing import Any, NamedTuple

from directory.packing import packed, unpacked
from schema.record import Record


class ToldOf(NamedTuple):
    """One record; packed it is one piece of what is filed."""

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


def piece_of(record_id: str, record: Record) -> bytes:
    """What is filed of a record."""
    return packed([_told(record_id, record)])


def told_of(piece: bytes) -> ToldOf:
    """The record that a run filed in this piece."""
    (told,) = unpacked(piece)
    return ToldOf._make(told)


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
