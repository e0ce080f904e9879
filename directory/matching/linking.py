"""Give every staged record its listing: who else may it be, what is decided, what is written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, text

from directory.chunks import chunks
from directory.matching.assigning import HeldListing, assign
from directory.matching.clusters import Candidate, clusters
from directory.matching.keys import MatchKey

RELINKED = "relinked"

_SUSPECTS = text("""
    SELECT s.record_id FROM staged_key s
    JOIN match_key m ON m.kind = s.kind AND m.value = s.value AND m.record_id <> s.record_id
    WHERE s.run_id = :run AND s.kind <> 'postcode'
    UNION
    SELECT s.record_id FROM staged_record s
    JOIN record mine ON mine.id = s.record_id
    JOIN record other ON other.listing_id = mine.listing_id AND other.id <> mine.id
    WHERE s.run_id = :run AND s.outcome IN ('understood', 'gone') AND other.state <> 'gone'
""")
_KEYS = text("""
    SELECT record_id, kind, value FROM staged_key WHERE run_id = :run AND record_id IN :ids
    UNION ALL
    SELECT m.record_id, m.kind, m.value FROM match_key m WHERE m.record_id IN :ids
    AND coalesce((SELECT s.outcome FROM staged_record s WHERE s.run_id = :run
        AND s.record_id = m.record_id), '') NOT IN ('understood', 'gone')
""").bindparams(bindparam("ids", expanding=True))
_SHARING = text("""
    SELECT record_id, kind, value FROM staged_key WHERE run_id = :run AND value IN :values
    UNION ALL
    SELECT m.record_id, m.kind, m.value FROM match_key m WHERE m.value IN :values
    AND coalesce((SELECT s.outcome FROM staged_record s WHERE s.run_id = :run
        AND s.record_id = m.record_id), '') NOT IN ('understood', 'gone')
""").bindparams(bindparam("values", expanding=True))
_MATES = text("""
    SELECT other.id FROM record mine
    JOIN record other ON other.listing_id = mine.listing_id
    WHERE mine.id IN :ids AND other.state <> 'gone'
""").bindparams(bindparam("ids", expanding=True))
_HELD = text("""
    SELECT r.id, r.source_id, r.listing_id, l.state, l.created_at FROM record r
    LEFT JOIN listing l ON l.id = r.listing_id WHERE r.id IN :ids
""").bindparams(bindparam("ids", expanding=True))
_STAGED_IDS = text("""
    SELECT record_id FROM staged_record
    WHERE run_id = :run AND outcome = 'understood' AND record_id IN :ids
""").bindparams(bindparam("ids", expanding=True))
_GOING = text("""
    SELECT record_id FROM staged_record WHERE run_id = :run AND outcome = 'gone'
""")
_SET_STAGED = text("""
    UPDATE staged_record SET listing_id = :listing WHERE run_id = :run AND record_id = :record
""")
_RELINK = text("""
    INSERT INTO staged_record (run_id, record_id, outcome, listing_id)
    VALUES (:run, :record, 'relinked', :listing)
    ON CONFLICT (run_id, record_id) DO UPDATE SET outcome = 'relinked', listing_id = :listing
""")


@dataclass
class _Neighbourhood:
    """Every record that the suspects could possibly be one with."""

    ids: set[str] = field(default_factory=set)
    keys: dict[str, set[MatchKey]] = field(default_factory=dict)


def link(connection: Connection, run_id: int, source_id: str) -> None:
    """Decide the listings of a run's records; writes only to what is staged.

    Records that share no key with any other keep the listing given to them when staged.
    """
    suspects = set(connection.execute(_SUSPECTS, {"run": run_id}).scalars())
    if not suspects:
        return
    found = _neighbourhood(connection, run_id, suspects)
    staying = found.ids - set(connection.execute(_GOING, {"run": run_id}).scalars())
    held, listings, sources = _held(connection, found.ids)
    candidates = [
        Candidate(record, sources.get(record, source_id), frozenset(found.keys.get(record, ())))
        for record in sorted(staying)
    ]
    current = {one.id: held.get(one.id) for one in candidates}
    decided = assign(clusters(candidates), current, listings)
    _write(connection, run_id, decided, current)


def _neighbourhood(connection: Connection, run_id: int, suspects: set[str]) -> _Neighbourhood:
    found, frontier = _Neighbourhood(), suspects
    while frontier:
        found.ids |= frontier
        nearby: set[str] = set()
        for ids in chunks(sorted(frontier)):
            keys = _keys(connection, run_id, ids, found)
            nearby |= _sharing(connection, run_id, keys)
            nearby |= set(connection.execute(_MATES, {"ids": ids}).scalars())
        frontier = nearby - found.ids
    return found


def _keys(
    connection: Connection, run_id: int, ids: Collection[str], found: _Neighbourhood
) -> set[MatchKey]:
    joining: set[MatchKey] = set()
    for record, kind, value in connection.execute(_KEYS, {"run": run_id, "ids": ids}):
        key = MatchKey(kind, value)
        found.keys.setdefault(record, set()).add(key)
        if kind != "postcode":
            joining.add(key)
    return joining


def _sharing(connection: Connection, run_id: int, keys: Iterable[MatchKey]) -> set[str]:
    wanted = set(keys)
    sharing: set[str] = set()
    for values in chunks(sorted({key.value for key in wanted})):
        rows = connection.execute(_SHARING, {"run": run_id, "values": values})
        sharing |= {record for record, kind, value in rows if (kind, value) in wanted}
    return sharing


def _held(
    connection: Connection, ids: Iterable[str]
) -> tuple[dict[str, str], dict[str, HeldListing], dict[str, str]]:
    held: dict[str, str] = {}
    listings: dict[str, HeldListing] = {}
    sources: dict[str, str] = {}
    for some in chunks(sorted(ids)):
        for record, source, listing, state, created in connection.execute(_HELD, {"ids": some}):
            sources[record] = source
            if listing:
                held[record] = listing
                listings[listing] = HeldListing(listing, state, str(created))
    return held, listings, sources


def _write(
    connection: Connection,
    run_id: int,
    decided: dict[str, str],
    current: dict[str, str | None],
) -> None:
    staged: set[str] = set()
    for ids in chunks(sorted(decided)):
        staged |= set(connection.execute(_STAGED_IDS, {"run": run_id, "ids": ids}).scalars())
    moves = [
        (record, listing)
        for record, listing in sorted(decided.items())
        if record in staged or current[record] != listing
    ]
    for record, listing in moves:
        statement = _SET_STAGED if record in staged else _RELINK
        connection.execute(statement, {"run": run_id, "record": record, "listing": listing})
