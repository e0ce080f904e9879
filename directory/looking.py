"""What has to be known of listings so that their documents can be computed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from directory import assurance
from directory.among import among
from directory.columns import as_moment
from directory.plans import by_index
from directory.said import Member
from directory.scope import Scope
from directory.stamps import stamp

# Of a run with many records only those of a few listings are wanted. What was staged a moment ago
# has no statistics, so the plans are fixed: by the order of CROSS JOIN, by the plus before a
# column, and by asking for an outcome as a value, which neither database turns into a join.
_MEMBERS = """
    SELECT r.listing_id, r.id, r.source_id, r.key, r.service, r.changed_at FROM record r
    WHERE r.listing_id IN :ids AND r.service IS NOT NULL AND r.state <> 'gone'
    AND coalesce((SELECT s.outcome FROM staged_record s WHERE +s.run_id = :run
        AND s.record_id = r.id), '') NOT IN ('understood', 'gone', 'relinked')
    UNION ALL
    SELECT s.listing_id, r.id, r.source_id, r.key, r.service, r.changed_at
    FROM staged_record s CROSS JOIN record r
    WHERE r.id = s.record_id AND +s.run_id = :run AND coalesce(s.outcome, '') = 'relinked'
    AND s.listing_id IN :ids AND r.service IS NOT NULL AND r.state <> 'gone'
"""
_STAGED_MEMBERS = """
    SELECT s.listing_id, s.place FROM staged_record s
    WHERE +s.run_id = :run AND coalesce(s.outcome, '') = 'understood' AND s.listing_id IN :ids
"""
_CURRENT = """
    SELECT id, state, content_hash, successor_id, stale_at FROM document
    WHERE kind = 'service' AND id IN :ids
"""
_WITHDRAWN = "SELECT listing_id, reason FROM withdrawal WHERE listing_id IN :ids"
_MOVED = text("""
    SELECT r.listing_id, min(s.listing_id) FROM staged_record s CROSS JOIN record r
    WHERE s.run_id = :run AND s.record_id = r.id AND s.outcome IN ('understood', 'relinked')
    AND s.listing_id <> r.listing_id GROUP BY r.listing_id
""")


class Current(NamedTuple):
    """How a listing's document stands now."""

    state: str
    content_hash: str
    successor_id: str | None
    stale_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Some listings with all that decides what is published of them.

    `members` are held, `read` is what a run filed of each. `successors` names the listing to which
    the records of another one go.
    """

    ids: tuple[str, ...]
    members: Mapping[str, Sequence[Member]]
    read: Mapping[str, Sequence[bytes]] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, tuple[assurance.HeldAward, ...]] = field(default_factory=dict)
    current: Mapping[str, Current] = field(default_factory=dict)


def moved(connection: Connection, run_id: int) -> dict[str, str]:
    """Of the listings from which a run takes records: the listing to which they go."""
    found: dict[str, str] = dict(connection.execute(_MOVED, {"run": run_id}).all())
    return found


def look(
    connection: Connection,
    scope: Scope | None,
    listing_ids: Sequence[str],
    successors: Mapping[str, str],
) -> Looked:
    """What is known of `listing_ids`; of a publication of a run, with what that run read."""
    by_index(connection)
    withdrawn: dict[str, str] = dict(among(connection, _WITHDRAWN, listing_ids))
    current = among(connection, _CURRENT, listing_ids)
    return Looked(
        ids=tuple(listing_ids),
        members=_members(connection, scope, listing_ids),
        read=_read(connection, scope, listing_ids) if scope else {},
        withdrawn=withdrawn,
        successors={one: successors[one] for one in listing_ids if one in successors},
        held=assurance.held(connection, list(listing_ids)),
        current={row[0]: _current(*row[1:]) for row in current},
    )


def _current(state: str, digest: str, successor: str | None, stale_at: Any) -> Current:
    return Current(state, digest, successor, as_moment(stale_at) if stale_at else None)


def _members(
    connection: Connection, scope: Scope | None, listing_ids: Sequence[str]
) -> dict[str, list[Member]]:
    members: dict[str, list[Member]] = defaultdict(list)
    values = {"run": scope.run_id if scope else 0}
    for row in among(connection, _MEMBERS, listing_ids, values):
        listing, record, source, key, service, changed_at = row
        members[listing].append(Member(record, source, key, service, stamp(changed_at)))
    return dict(members)


def _read(
    connection: Connection, scope: Scope, listing_ids: Sequence[str]
) -> dict[str, list[bytes]]:
    read: dict[str, list[bytes]] = defaultdict(list)
    values = {"run": scope.run_id}
    for listing, place in among(connection, _STAGED_MEMBERS, listing_ids, values):
        read[listing].append(scope.read.at(place))
    return dict(read)
