"""What a run writes into the records of its source, and into their match keys."""

from functools import lru_cache

from sqlalchemy import Connection, TextClause, bindparam, text

from directory.columns import UTCDateTime
from directory.plans import planned_for
from directory.recording import holds_any, write_read
from directory.scope import Scope
from runtime.workers import Workers

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
_LET_RECORDS_GO = text("""
    UPDATE record SET state = 'gone', changed_run_id = :run, changed_at = :now
    WHERE source_id = :source AND id IN (SELECT record_id FROM staged_record
        WHERE run_id = :run AND outcome = 'gone')
""").bindparams(bindparam("now", type_=UTCDateTime()))
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
