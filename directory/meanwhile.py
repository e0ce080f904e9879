"""What others published while a run was being computed, and whether it concerns that run."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, text

from directory.among import among
from directory.chunks import chunks
from directory.plans import by_index
from directory.scope import Scope

AT_ONCE = 5_000
_CHANGED = text("""
    SELECT DISTINCT object_id FROM change WHERE number > :seen AND kind = 'service'
""")
_TOUCHED = """
    SELECT s.record_id FROM staged_record s
    WHERE +s.run_id = :run AND s.outcome <> 'seen' AND s.listing_id IN :ids
    UNION ALL
    SELECT r.id FROM record r WHERE r.listing_id IN :ids
    AND coalesce((SELECT s.outcome FROM staged_record s WHERE +s.run_id = :run
        AND s.record_id = r.id), 'seen') <> 'seen'
    LIMIT 1
"""
_KEYS = """
    SELECT DISTINCT m.kind, m.value FROM record r CROSS JOIN match_key m
    WHERE m.record_id = r.id AND r.listing_id IN :ids AND m.kind <> 'postcode'
"""
_SHARED = """
    SELECT record_id FROM staged_key WHERE run_id = :run AND kind = :kind AND value IN :ids LIMIT 1
"""


def concerns(connection: Connection, scope: Scope, seen: int) -> bool:
    """Whether a listing changed after number `seen` that a run touches, or may be one with.

    Otherwise what was computed for the run still holds, and a long run need not begin again
    because groups and moderators went on working.
    """
    changed = connection.execute(_CHANGED, {"seen": seen}).scalars().all()
    by_index(connection)
    return any(
        _touches(connection, scope.run_id, ids) or _may_be_one(connection, scope.run_id, ids)
        for ids in chunks(changed, AT_ONCE)
    )


def _touches(connection: Connection, run_id: int, listing_ids: Sequence[str]) -> bool:
    return bool(among(connection, _TOUCHED, listing_ids, {"run": run_id}))


def _may_be_one(connection: Connection, run_id: int, listing_ids: Sequence[str]) -> bool:
    values: dict[str, list[str]] = defaultdict(list)
    for kind, value in among(connection, _KEYS, listing_ids):
        values[kind].append(value)
    return any(
        among(connection, _SHARED, said, {"run": run_id, "kind": kind})
        for kind, said in values.items()
    )
