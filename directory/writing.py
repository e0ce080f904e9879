"""The set-based statements of a publishing transaction."""

from sqlalchemy import Connection, TextClause, bindparam, text

from directory.columns import UTCDateTime
from directory.numbering import next_numbers
from directory.scope import Scope

SHAPE_VERSION = 1


def _timed(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("now", type_=UTCDateTime()))


_OUTCOMES = text("SELECT DISTINCT outcome FROM staged_record WHERE run_id = :run")
_WRITE_RECORDS = _timed("""
    INSERT INTO record (id, source_id, key, fingerprint, said, service, state, reason, issues,
        identifiers, first_run_id, changed_run_id, changed_at, listing_id)
    SELECT s.record_id, :source, s.key, s.fingerprint, s.said, s.service,
        CASE s.outcome WHEN 'understood' THEN 'live' ELSE s.outcome END,
        s.reason, s.issues, s.identifiers, :run, :run, :now, s.listing_id
    FROM staged_record s
    WHERE s.run_id = :run AND s.outcome IN ('understood', 'quarantined', 'withheld')
    ON CONFLICT (id) DO UPDATE SET
        fingerprint = excluded.fingerprint, said = excluded.said,
        service = coalesce(excluded.service, record.service), state = excluded.state,
        reason = excluded.reason, issues = excluded.issues,
        identifiers = excluded.identifiers, changed_run_id = excluded.changed_run_id,
        changed_at = excluded.changed_at,
        listing_id = coalesce(excluded.listing_id, record.listing_id)
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
    DELETE FROM match_key WHERE record_id IN (SELECT record_id FROM staged_record
        WHERE run_id = :run AND outcome IN ('understood', 'gone'))
""")
_WRITE_KEYS = text("""
    INSERT INTO match_key (record_id, kind, value)
    SELECT record_id, kind, value FROM staged_key WHERE run_id = :run
""")
_WRITE_LISTINGS = _timed("""
    INSERT INTO listing (id, state, successor_id, created_at)
    SELECT id, state, successor_id, :now FROM prepared_document WHERE publication = :publication
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, successor_id = excluded.successor_id
""")
_WRITE_DOCUMENTS = _timed("""
    INSERT INTO document (kind, id, state, body, content_hash, change_number, shape_version,
        successor_id, reason, changed_at, stale_at)
    SELECT 'service', id, state, body, content_hash, :base + position, :shape,
        successor_id, reason, :now, stale_at
    FROM prepared_document WHERE publication = :publication
    ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state, body = excluded.body,
        content_hash = excluded.content_hash, change_number = excluded.change_number,
        shape_version = excluded.shape_version, successor_id = excluded.successor_id,
        reason = excluded.reason, changed_at = excluded.changed_at, stale_at = excluded.stale_at
""")
_WRITE_CHANGES = _timed("""
    INSERT INTO change (number, kind, object_id, state, at)
    SELECT :base + position, 'service', id, state, :now
    FROM prepared_document WHERE publication = :publication
""")


def write_documents(connection: Connection, scope: Scope, n: int) -> None:
    """Listings, documents and the change log from the `n` documents that were prepared."""
    values = {
        "publication": scope.publication,
        "now": scope.now,
        "base": next_numbers(connection, n).start - 1,
        "shape": SHAPE_VERSION,
    }
    for statement in (_WRITE_LISTINGS, _WRITE_DOCUMENTS, _WRITE_CHANGES):
        connection.execute(statement, values)


def write_records(connection: Connection, scope: Scope) -> None:
    """Records and their match keys from what the run staged."""
    values = {"run": scope.run_id, "source": scope.source_id, "now": scope.now}
    staged = set(connection.execute(_OUTCOMES, values).scalars())
    statements = (
        (_WRITE_RECORDS, {"understood", "quarantined", "withheld"}),
        (_RELINK_RECORDS, {"relinked"}),
        (_LET_RECORDS_GO, {"gone"}),
        (_DROP_KEYS, {"understood", "gone"}),
        (_WRITE_KEYS, {"understood"}),
    )
    for statement, outcomes in statements:
        if staged & outcomes:
            connection.execute(statement, values)
