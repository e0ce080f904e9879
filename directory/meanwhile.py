"""What others published while a run was being computed, and whether it concerns that run."""

from sqlalchemy import Connection, text

from directory.scope import Scope

_CONCERNS = text("""
    SELECT 1 FROM change c WHERE c.number > :seen AND c.kind = 'service' AND (
        EXISTS (SELECT 1 FROM staged_record s
            WHERE s.listing_id = c.object_id AND s.run_id = :run AND s.outcome <> 'seen')
        OR EXISTS (SELECT 1 FROM record r
            JOIN staged_record s ON s.record_id = r.id AND s.run_id = :run
            WHERE r.listing_id = c.object_id AND s.outcome <> 'seen')
        OR EXISTS (SELECT 1 FROM record r
            JOIN match_key m ON m.record_id = r.id AND m.kind <> 'postcode'
            JOIN staged_key k ON k.kind = m.kind AND k.value = m.value AND k.run_id = :run
            WHERE r.listing_id = c.object_id))
    LIMIT 1
""")


def concerns(connection: Connection, scope: Scope, seen: int) -> bool:
    """Whether a listing changed after number `seen` that a run touches, or may be one with.

    Otherwise what was computed for the run still holds, and a long run need not begin again
    because groups and moderators went on working.
    """
    values = {"seen": seen, "run": scope.run_id}
    return connection.execute(_CONCERNS, values).first() is not None
