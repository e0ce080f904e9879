"""One look at the database for everything that a process keeps in memory of what is published."""

from directory.columns import as_moment
from runtime.database import Database
from runtime.generations import State

FOLLOWED = 5_000
"""So many changes are told one by one. More take longer to read than what is kept is worth."""

_LOOK = """
    SELECT counter.number, catalogue.position,
        (SELECT min(stale_at) FROM document WHERE stale_at IS NOT NULL AND state = 'published'),
        newest.kind, newest.object_id, newest.at
    FROM change_counter counter CROSS JOIN catalogue_state catalogue
    LEFT JOIN change newest ON newest.number = counter.number
    WHERE counter.id = 1 AND catalogue.id = 1
"""
_SINCE = """
    SELECT number, kind, object_id, at FROM change WHERE number >= :known
    ORDER BY number LIMIT :most
"""


def look(database: Database) -> State:
    """The newest change, the catalogue's position, and when the first of all published bytes stops
    being true by itself; it may have passed."""
    ((number, position, stale_at, *newest),) = database.rows(_LOOK, {})
    ends_at = as_moment(stale_at) if stale_at else None
    return State(int(number), (int(position),), ends_at, _told(*newest))


def changed(database: Database, before: State, now: State) -> frozenset[str] | None:
    """Ids of the services that changed between two looks; None where that cannot be told.

    It cannot where the database went another way since `before`, as one that was restored did;
    where an award changed, which may concern any service; and of more than FOLLOWED changes.
    """
    if (before.generation, before.newest) == (now.generation, now.newest):
        return frozenset()
    if not 0 < before.generation < now.generation <= before.generation + FOLLOWED:
        return None
    asked = {"known": before.generation, "most": FOLLOWED + 2}
    known, *since = database.rows(_SINCE, asked) or [(0, "", "", None)]
    is_same = known[0] == before.generation and _told(*known[1:]) == before.newest
    if not is_same or len(since) > FOLLOWED or any(kind != "service" for _, kind, *_ in since):
        return None
    return frozenset(id_ for _, _, id_, _ in since)


def _told(kind: str | None, object_id: str | None, at: object) -> str:
    return f"{kind} {object_id} {at}" if kind else ""
