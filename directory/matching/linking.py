"""Give every staged record its listing: who else may it be, what is decided, what is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from directory.among import among
from directory.matching.assigning import HeldListing, assign
from directory.matching.clusters import Candidate, clusters
from directory.matching.keys import MatchKey

_SUSPECTS = text("""
    SELECT s.record_id FROM staged_key s CROSS JOIN match_key m
    WHERE m.kind = s.kind AND m.value = s.value AND m.record_id <> s.record_id
    AND s.run_id = :run AND s.kind <> 'postcode'
    UNION
    SELECT s.record_id FROM staged_record s CROSS JOIN record mine CROSS JOIN record other
    WHERE mine.id = s.record_id AND other.listing_id = mine.listing_id AND other.id <> mine.id
    AND s.run_id = :run AND s.outcome IN ('understood', 'gone') AND other.state <> 'gone'
""")
_KEYS = """
    SELECT record_id, kind, value FROM staged_key WHERE run_id = :run AND record_id IN :ids
    UNION ALL
    SELECT m.record_id, m.kind, m.value FROM match_key m WHERE m.record_id IN :ids
    AND coalesce((SELECT s.outcome FROM staged_record s WHERE +s.run_id = :run
        AND s.record_id = m.record_id), '') NOT IN ('understood', 'gone')
"""
_SHARING = """
    SELECT record_id FROM staged_key WHERE run_id = :run AND kind = :kind AND value IN :ids
    UNION ALL
    SELECT m.record_id FROM match_key m WHERE m.kind = :kind AND m.value IN :ids
    AND coalesce((SELECT s.outcome FROM staged_record s WHERE +s.run_id = :run
        AND s.record_id = m.record_id), '') NOT IN ('understood', 'gone')
"""
_MATES = """
    SELECT other.id FROM record mine CROSS JOIN record other
    WHERE other.listing_id = mine.listing_id AND mine.id IN :ids AND other.state <> 'gone'
"""
_HELD = """
    SELECT r.id, r.source_id, r.listing_id, l.state, l.created_at FROM record r
    LEFT JOIN listing l ON l.id = r.listing_id WHERE r.id IN :ids
"""
_STAGED = """
    SELECT record_id, listing_id FROM staged_record
    WHERE run_id = :run AND outcome = 'understood' AND record_id IN :ids
"""
_GOING = text("""
    SELECT record_id FROM staged_record WHERE run_id = :run AND outcome = 'gone'
""")
_SET_STAGED = text("""
    UPDATE staged_record SET listing_id = :listing WHERE +run_id = :run AND record_id = :record
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
        keys = _keys(connection, run_id, frontier, found)
        nearby = _sharing(connection, run_id, keys)
        nearby |= {record for (record,) in among(connection, _MATES, frontier)}
        frontier = nearby - found.ids
    return found


def _keys(
    connection: Connection, run_id: int, ids: Collection[str], found: _Neighbourhood
) -> set[MatchKey]:
    joining: set[MatchKey] = set()
    for record, kind, value in among(connection, _KEYS, ids, {"run": run_id}):
        key = MatchKey(kind, value)
        found.keys.setdefault(record, set()).add(key)
        if kind != "postcode":
            joining.add(key)
    return joining


def _sharing(connection: Connection, run_id: int, keys: Iterable[MatchKey]) -> set[str]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        wanted[key.kind].append(key.value)
    sharing: set[str] = set()
    for kind, values in wanted.items():
        rows = among(connection, _SHARING, values, {"run": run_id, "kind": kind})
        sharing |= {record for (record,) in rows}
    return sharing


def _held(
    connection: Connection, ids: Collection[str]
) -> tuple[dict[str, str], dict[str, HeldListing], dict[str, str]]:
    held: dict[str, str] = {}
    listings: dict[str, HeldListing] = {}
    sources: dict[str, str] = {}
    for record, source, listing, state, created in among(connection, _HELD, ids):
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
    staged: dict[str, str] = dict(among(connection, _STAGED, decided, {"run": run_id}))
    moved, relinked = [], []
    for record, listing in sorted(decided.items()):
        move = {"run": run_id, "record": record, "listing": listing}
        if record in staged:
            moved += [move] if staged[record] != listing else []
        elif current[record] != listing:
            relinked.append(move)
    for statement, moves in ((_SET_STAGED, moved), (_RELINK, relinked)):
        if moves:
            connection.execute(statement, moves)
