"""The statements of a publishing transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, text

from directory.bulk import Formed, Row, formed, insert_formed, replace_formed
from directory.columns import UTCDateTime
from directory.filed import Filed
from directory.numbering import next_numbers
from directory.packing import unpacked
from directory.plans import looking_up, planned_for
from directory.preparing import Prepared
from directory.recording import holds_any, write_read
from directory.scope import Scope
from directory.tables.published import CHANGE, DOCUMENT
from runtime.aside import ahead
from runtime.workers import Workers

SHAPE_VERSION = 1
_DOCUMENT = (
    *("kind", "id", "state", "body", "content_hash", "change_number", "shape_version"),
    *("successor_id", "reason", "changed_at", "stale_at"),
)
_CHANGE = ("number", "kind", "object_id", "state", "at")


def _timed(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("now", type_=UTCDateTime()))


_OUTCOMES = text("SELECT DISTINCT outcome FROM staged_record WHERE run_id = :run")
_RELINKED = text("""
    SELECT 1 FROM staged_record WHERE run_id = :run AND outcome = 'relinked' LIMIT 1
""")
_RELINK_RECORDS = text("""
    UPDATE record SET listing_id = (SELECT s.listing_id FROM staged_record s
        WHERE +s.run_id = :run AND s.record_id = record.id)
    WHERE id IN (SELECT record_id FROM staged_record
        WHERE run_id = :run AND outcome = 'relinked')
""")
_LET_RECORDS_GO = _timed("""
    UPDATE record SET state = 'gone', changed_run_id = :run, changed_at = :now
    WHERE source_id = :source AND id IN (SELECT record_id FROM staged_record
        WHERE run_id = :run AND outcome = 'gone')
""")
_DROP_KEYS = text("""
    DELETE FROM match_key WHERE (record_id, kind, value) IN (
        SELECT m.record_id, m.kind, m.value FROM staged_record s CROSS JOIN match_key m
        WHERE m.record_id = s.record_id AND s.run_id = :run
        AND s.outcome IN ('understood', 'gone')
        EXCEPT SELECT record_id, kind, value FROM staged_key WHERE run_id = :run)
""")
_WRITE_KEYS = """
    INSERT INTO match_key (record_id, kind, value)
    SELECT k.record_id, k.kind, k.value FROM staged_key k WHERE k.run_id = :run {lacking}
    ORDER BY k.record_id{bytewise}, k.kind{bytewise}, k.value{bytewise}
"""
_LACKING = """AND NOT EXISTS (SELECT 1 FROM match_key m
    WHERE m.record_id = k.record_id AND m.kind = k.kind AND m.value = k.value)
"""
_WRITE_LISTINGS = _timed("""
    INSERT INTO listing (id, state, successor_id, created_at)
    SELECT id, state, successor_id, :now FROM document
    WHERE kind = 'service' AND change_number > :before
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, successor_id = excluded.successor_id
""")


def write_documents(connection: Connection, documents: Sequence[Prepared], now: datetime) -> None:
    """Listings, documents and the change log from the documents that were prepared."""
    numbers = next_numbers(connection, len(documents))
    some = _numbered(connection.dialect.name, now, documents, numbers.start)
    _write(connection, [some], numbers, now)


def write_filed(
    connection: Connection, documents: Filed, counts: Sequence[int], now: datetime, workers: Workers
) -> None:
    """The same from documents that were filed in packed pieces, of so many each.

    PostgreSQL's rows are made by `workers`, SQLite's by a thread.
    """
    numbers = next_numbers(connection, sum(counts))
    dialect = connection.dialect.name
    pieces = zip(documents, accumulate(counts, initial=numbers.start), strict=False)
    each = ahead if dialect == "sqlite" else workers.each
    _write(connection, each(partial(_unpacked, dialect, now), pieces), numbers, now)


class _Numbered(NamedTuple):
    """Rows of some documents and of their changes, and the keys of those that were heard of."""

    documents: Formed
    changes: Formed
    held: Collection[Row]


def _write(
    connection: Connection, written: Iterable[_Numbered], numbers: range, now: datetime
) -> None:
    with looking_up(connection):
        for some in written:
            replace_formed(connection, DOCUMENT, _DOCUMENT, some.documents, some.held)
            insert_formed(connection, CHANGE, _CHANGE, [some.changes])
        connection.execute(_WRITE_LISTINGS, {"before": numbers.start - 1, "now": now})


def _unpacked(dialect: str, now: datetime, piece: tuple[bytes, int]) -> _Numbered:
    packed, first = piece
    return _numbered(dialect, now, [Prepared(*one) for one in unpacked(packed)], first)


def _numbered(dialect: str, now: datetime, documents: Sequence[Prepared], first: int) -> _Numbered:
    """Rows of documents whose change numbers begin with `first`."""
    told = list(enumerate(documents, first))
    rows = [_document(number, one, now) for number, one in told]
    changes = [(number, "service", one.id, one.state, now) for number, one in told]
    return _Numbered(
        formed(dialect, DOCUMENT, _DOCUMENT, rows),
        formed(dialect, CHANGE, _CHANGE, changes),
        {("service", one.id) for one in documents if not one.unheard},
    )


def write_records(
    connection: Connection, asked: Connection, scope: Scope, staged: int, workers: Workers
) -> None:
    """Records and their match keys from what the run read; `staged` of them are not the same.

    All of them are of the run's own source; what is staged and held of them is read from `asked`.
    Keys come first: the database is alone at work on them, while this process computes documents
    undisturbed.
    """
    held = holds_any(connection, scope)
    values = {"run": scope.run_id, "source": scope.source_id, "now": scope.now}
    with planned_for(connection, staged):
        outcomes = set(connection.execute(_OUTCOMES, values).scalars())
        if "gone" in outcomes:
            connection.execute(_LET_RECORDS_GO, values)
        if held:
            connection.execute(_DROP_KEYS, values)
        if "understood" in outcomes:
            connection.execute(_write_keys(connection.dialect.name, held), values)
    write_read(connection, asked, scope, workers, held=held)


@lru_cache(maxsize=4)
def _write_keys(dialect: str, any_held: bool) -> TextClause:
    """PostgreSQL sorts by bytes in half of the time that the rules of a language take."""
    lacking = _LACKING if any_held else ""
    bytewise = ' COLLATE "C"' if dialect == "postgresql" else ""
    return text(_WRITE_KEYS.format(lacking=lacking, bytewise=bytewise))


def move_records(connection: Connection, scope: Scope, staged: int) -> None:
    """Let records of whatever source come to the listings that the run decided for them."""
    values = {"run": scope.run_id}
    if connection.execute(_RELINKED, values).first():
        with planned_for(connection, staged):
            connection.execute(_RELINK_RECORDS, values)


def _document(number: int, one: Prepared, now: datetime) -> Row:
    told = (one.id, one.state, one.body, one.content_hash)
    ended = (one.successor_id, one.reason)
    return "service", *told, number, SHAPE_VERSION, *ended, now, one.stale_at
