"""Write what a run read into the records of its source."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from directory.among import among
from directory.bulk import Row, replace_rows
from directory.chunks import chunks
from directory.plans import looking_up
from directory.scope import Scope
from directory.staging import ToldOf, told_of
from directory.tables import RECORD
from runtime.workers import Workers
from schema.record import Outcome

AT_ONCE = 2_500
_FILED = text("""
    SELECT record_id, place, listing_id FROM staged_record
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
_Placed = tuple[ToldOf, str | None]
_Piece = Sequence[tuple[bytes, str | None]]


def write_read(connection: Connection, scope: Scope, workers: Workers) -> bool:
    """Put every record that a run read anew in place of what was held of it, if anything was.

    Gives whether any was held.

    One that was not understood keeps its last good understanding, and its listing. They are
    written in the order of their ids, so that the largest index grows at one end. `workers` unpack
    them: a thread would be in the way of the one that writes, with every row.
    """
    any_held = False
    with looking_up(connection):
        is_new = connection.execute(_ANY, {"source": scope.source_id}).first() is None
        for placed in workers.each(_told, _filed(connection, scope)):
            ids = [] if is_new else [one.record_id for one, _listing in placed]
            held = {row[0]: row[1:] for row in among(connection, _HELD, ids)}
            rows = list(_rows(connection, scope, placed, held))
            replace_rows(connection, RECORD, _COLUMNS, rows, held)
            any_held = any_held or bool(held)
    return any_held


def _filed(connection: Connection, scope: Scope) -> Iterator[_Piece]:
    values = {"run": scope.run_id, "after": "", "most": AT_ONCE}
    while filed := connection.execute(_FILED, values).all():
        values["after"] = filed[-1][0]
        for some in chunks(filed):
            yield [(scope.read.at(place), listing) for _record, place, listing in some]


def _told(piece: _Piece) -> list[_Placed]:
    return [(told_of(packed), listing) for packed, listing in piece]


def _rows(
    connection: Connection, scope: Scope, placed: Sequence[_Placed], held: Mapping[str, Row]
) -> Iterator[Row]:
    lacking = [one.record_id for one, _listing in placed if one.service is None]
    understood = dict(among(connection, _UNDERSTOOD, lacking))
    for one, listing in placed:
        first_run, before = held.get(one.record_id, (scope.run_id, None))
        said = (one.record_id, scope.source_id, one.key, one.fingerprint, one.said)
        service = one.service or understood.get(one.record_id)
        state = "live" if one.outcome == Outcome.UNDERSTOOD else one.outcome
        why = (one.reason, one.issues, one.identifiers)
        when = (first_run, scope.run_id, scope.now)
        yield *said, service, state, *why, *when, listing or before
