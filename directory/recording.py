"""Write what a run read into the records of its source."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from directory.among import among
from directory.bulk import Formed, Row, formed, insert_formed, replace_formed
from directory.chunks import chunks
from directory.plans import by_index, looking_up
from directory.scope import Scope
from directory.tables.records import RECORD
from directory.told import told_of
from runtime.workers import Workers
from schema.record import Outcome

READ_AT_ONCE = 2_500
AT_ONCE = 40
"""Pieces that one statement writes: its beginning and end are two turns of the server each."""
_FILED = text("""
    SELECT record_id, place, listing_id, outcome FROM staged_record
    WHERE +run_id = :run AND record_id > :after AND place IS NOT NULL
    ORDER BY record_id LIMIT :most
""")
_ANY = text("SELECT 1 FROM record WHERE source_id = :source LIMIT 1")
_HELD = "SELECT id, first_run_id, listing_id FROM record WHERE id IN :ids"
_UNDERSTOOD = "SELECT id, service FROM record WHERE id IN :ids"
_COLUMNS = (
    *("id", "source_id", "key", "fingerprint", "said", "service", "state", "reason", "issues"),
    *("identifiers", "first_run_id", "changed_run_id", "changed_at", "listing_id"),
)


class _Read(NamedTuple):
    """A record as the run filed it, and what is known of it besides.

    `service` is the last good understanding of one that was not understood.
    """

    told: bytes
    listing_id: str | None
    first_run_id: int
    service: bytes | None


class _Piece(NamedTuple):
    """Some records that a run read, and the keys of those that were held."""

    read: Sequence[_Read]
    held: frozenset[tuple[str]]


class _Run(NamedTuple):
    """What is written of all records of a run."""

    id: int
    source_id: str
    now: datetime


def holds_any(connection: Connection, scope: Scope) -> bool:
    """Whether any record of the run's source was ever met."""
    return connection.execute(_ANY, {"source": scope.source_id}).first() is not None


def write_read(
    connection: Connection, asked: Connection, scope: Scope, workers: Workers, *, held: bool
) -> None:
    """Put every record that a run read anew in place of what was held of it, if any is `held`.

    One that was not understood keeps its last good understanding, and its listing; `asked`
    knows them. They are written in the order of their ids, so that the largest index grows at
    one end. `workers` make their rows: a thread would be in the way of the one that writes, with
    every row.
    """
    run = _Run(scope.run_id, scope.source_id, scope.now)
    form = partial(_formed, connection.dialect.name, run)
    by_index(asked)
    made = workers.each(form, _pieces(asked, scope, held=held))
    if held:
        with looking_up(connection):
            for rows, there in made:
                replace_formed(connection, RECORD, _COLUMNS, rows, there)
        return
    for some in _stretches(rows for rows, _there in made):
        insert_formed(connection, RECORD, _COLUMNS, some)


def _stretches(pieces: Iterator[Formed]) -> Iterator[Iterator[Formed]]:
    """As much as one statement writes, each to be taken before the next."""
    for first in pieces:
        yield chain([first], islice(pieces, AT_ONCE - 1))


def _pieces(connection: Connection, scope: Scope, *, held: bool) -> Iterator[_Piece]:
    values = {"run": scope.run_id, "after": "", "most": READ_AT_ONCE}
    while filed := connection.execute(_FILED, values).all():
        values["after"] = filed[-1][0]
        for some in chunks(filed):
            yield _piece(connection, scope, some, any_held=held)


def _piece(connection: Connection, scope: Scope, filed: Sequence[Any], *, any_held: bool) -> _Piece:
    ids = [row.record_id for row in filed] if any_held else []
    held = {row[0]: row[1:] for row in among(connection, _HELD, ids)}
    lacking = [
        row.record_id
        for row in filed
        if row.outcome != Outcome.UNDERSTOOD and row.record_id in held
    ]
    understood = dict(among(connection, _UNDERSTOOD, lacking))
    return _Piece(
        [_read(scope, row, held, understood) for row in filed], frozenset((one,) for one in held)
    )


def _read(
    scope: Scope, row: Any, held: Mapping[str, Row], understood: Mapping[str, bytes | None]
) -> _Read:
    first_run, before = held.get(row.record_id, (scope.run_id, None))
    told = scope.read.at(row.place)
    return _Read(told, row.listing_id or before, first_run, understood.get(row.record_id))


def _formed(dialect: str, run: _Run, piece: _Piece) -> tuple[Formed, frozenset[tuple[str]]]:
    rows = (_row(run, one) for one in piece.read)
    return formed(dialect, RECORD, _COLUMNS, rows), piece.held


def _row(run: _Run, read: _Read) -> Row:
    one = told_of(read.told)
    said = (one.record_id, run.source_id, one.key, one.fingerprint, one.said)
    service = one.service or read.service
    state = "live" if one.outcome == Outcome.UNDERSTOOD else one.outcome
    why = (one.reason, one.issues, one.identifiers)
    when = (read.first_run_id, run.id, run.now)
    return *said, service, state, *why, *when, read.listing_id
