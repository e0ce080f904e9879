"""Rows as they may be served: what its service has outgrown is translated anew."""

from collections.abc import Sequence
from typing import Any, cast

import orjson

from directory.columns import as_moment
from directory.documents.reading import Reading
from directory.fhir.asking import Kind, Match
from directory.fhir.rows import translated
from runtime.clock import Clock

COLUMNS = "f.kind, f.id, f.service_id, f.body, f.content_hash, d.content_hash, d.stale_at"
PUBLISHED = (
    "fhir_resource f JOIN document d"
    " ON d.kind = 'service' AND d.id = f.service_id AND d.state = 'published'"
)
Row = tuple[Any, ...]


def fresh(rows: Sequence[Row], reading: Reading, clock: Clock) -> list[Match]:
    """The resources of rows of COLUMNS; one that its service holds no more is left out."""
    stale = {row[2] for row in rows if _is_stale(row, clock)}
    if not stale:
        return [_match(row) for row in rows]
    anew = _translated(sorted(stale), reading)
    found = (
        (anew.get((row[0], row[1], row[2])) if row[2] in stale else _match(row)) for row in rows
    )
    return [one for one in found if one]


def _is_stale(row: Row, clock: Clock) -> bool:
    return row[4] != row[5] or bool(row[6] and as_moment(row[6]) <= clock.now())


def _match(row: Row) -> Match:
    return Match(row[0], row[1], row[2], bytes(row[3]))


def _translated(ids: Sequence[str], reading: Reading) -> dict[tuple[str, str, str], Match]:
    made: dict[tuple[str, str, str], Match] = {}
    for stored in reading.documents(ids).values():
        if stored.state != "published":
            continue
        for one in translated(stored.body, stored.etag).resources:
            kind, id_ = cast(Kind, one["resourceType"]), one["id"]
            made[kind, id_, stored.id] = Match(kind, id_, stored.id, orjson.dumps(one))
    return made
