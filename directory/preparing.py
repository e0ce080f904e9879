"""Compute the documents of a publication beforehand: members in, bytes and states out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import BindParameter, Connection, bindparam, insert, text, update

from directory import assurance
from directory.columns import as_moment
from directory.merging import Member, merge
from directory.tables import DOCUMENT, PREPARED
from schema.source import SourceFacts

PUBLISHED, MERGED, GONE, WITHDRAWN = "published", "merged", "gone", "withdrawn"
NO_LONGER_LISTED = "no source lists it any more"

# Of a run with many records only those of a few listings are wanted: SQLite is kept from walking
# through the whole run by the order of CROSS JOIN, and by the plus before a column.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_MEMBERS = text("""
    SELECT r.listing_id, r.id, r.source_id, r.key, r.service, r.changed_at FROM record r
    WHERE r.listing_id IN :ids AND r.service IS NOT NULL AND r.state <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM staged_record s WHERE s.run_id = :run AND s.record_id = r.id
        AND s.outcome IN ('understood', 'gone', 'relinked'))
    UNION ALL
    SELECT s.listing_id, r.id, r.source_id, r.key, r.service, r.changed_at
    FROM staged_record s CROSS JOIN record r
    WHERE r.id = s.record_id AND +s.run_id = :run AND s.outcome = 'relinked'
    AND s.listing_id IN :ids AND r.service IS NOT NULL AND r.state <> 'gone'
""").bindparams(_IDS)
_STAGED_MEMBERS = text("""
    SELECT s.listing_id, s.record_id, u.source_id, s.key, s.service
    FROM staged_record s CROSS JOIN run u
    WHERE u.id = s.run_id AND +s.run_id = :run AND s.outcome = 'understood'
    AND s.listing_id IN :ids
""").bindparams(_IDS)
_WENT_TO = text("""
    SELECT r.listing_id, min(s.listing_id) FROM record r CROSS JOIN staged_record s
    WHERE s.run_id = :run AND s.record_id = r.id AND r.listing_id IN :ids
    AND s.outcome IN ('understood', 'relinked') AND s.listing_id <> r.listing_id
    GROUP BY r.listing_id
""").bindparams(_IDS)
_CURRENT = text("""
    SELECT id, state, content_hash, successor_id, stale_at FROM document
    WHERE kind = 'service' AND id IN :ids
""").bindparams(_IDS)
_WITHDRAWN = text("SELECT listing_id, reason FROM withdrawal WHERE listing_id IN :ids").bindparams(
    _IDS
)


_RESTAMP = (
    update(DOCUMENT)
    .where(DOCUMENT.c.kind == "service", DOCUMENT.c.id == bindparam("listing"))
    .values(stale_at=bindparam("moment"))
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be published of one listing; an ended one has no body."""

    id: str
    state: str
    body: bytes = b""
    content_hash: str = ""
    successor_id: str | None = None
    reason: str | None = None
    stale_at: datetime | None = None


def prepare(
    connection: Connection,
    run_id: int,
    listing_ids: Sequence[str],
    facts: Mapping[str, SourceFacts],
    now: datetime,
) -> list[Prepared]:
    """The listings of `listing_ids` whose published document has to change, and how.

    `run_id` names the staged records that count; 0 stands for none. Where the content stays and
    only the moment changes until which it is true, that moment is written at once.
    """
    values = {"run": run_id, "ids": list(listing_ids)}
    members = _members(connection, values, now)
    withdrawn: dict[str, str] = dict(connection.execute(_WITHDRAWN, {"ids": values["ids"]}).all())
    successors: dict[str, str] = dict(connection.execute(_WENT_TO, values).all())
    held = assurance.held(connection, list(listing_ids))
    current = {row[0]: row[1:] for row in connection.execute(_CURRENT, {"ids": values["ids"]})}
    answers = []
    for listing in listing_ids:
        if listing in withdrawn:
            made = Prepared(listing, WITHDRAWN, reason=withdrawn[listing])
        elif listing in members:
            made = _published(listing, members[listing], facts, held.get(listing, ()), now)
        else:
            made = _ended(listing, successors.get(listing), current)
        before = current.get(listing, ())
        if before[:3] != (made.state, made.content_hash, made.successor_id):
            answers.append(made)
        elif (before[3] and as_moment(before[3])) != made.stale_at:
            connection.execute(_RESTAMP, {"listing": listing, "moment": made.stale_at})
    return answers


def keep(
    connection: Connection, publication: str, first_position: int, made: Sequence[Prepared]
) -> None:
    """Put prepared documents where the publishing transaction finds them."""
    rows = [
        {
            "publication": publication,
            "position": position,
            **{name: getattr(one, name) for name in Prepared.__dataclass_fields__},
        }
        for position, one in enumerate(made, first_position)
    ]
    if rows:
        connection.execute(insert(PREPARED), rows)


def _members(
    connection: Connection, values: dict[str, Any], now: datetime
) -> dict[str, list[Member]]:
    members: dict[str, list[Member]] = defaultdict(list)
    for listing, record, source, key, service, changed_at in connection.execute(_MEMBERS, values):
        members[listing].append(Member(record, source, key, service, stamp(changed_at)))
    for listing, record, source, key, service in connection.execute(_STAGED_MEMBERS, values):
        members[listing].append(Member(record, source, key, service, stamp(now)))
    return members


def _published(
    listing: str,
    members: Sequence[Member],
    facts: Mapping[str, SourceFacts],
    held: Sequence[assurance.HeldAward],
    now: datetime,
) -> Prepared:
    document = merge(listing, members, facts).service
    assured, stale_at = assurance.assure(document, held, now)
    body = orjson.dumps({**assured, "last_modified": stamp(now)})
    return Prepared(listing, PUBLISHED, body, digest_of(assured), stale_at=stale_at)


def digest_of(document: dict[str, Any]) -> str:
    """The content hash of a document without its `last_modified`; also its entity tag."""
    return blake2b(orjson.dumps(document), digest_size=16).hexdigest()


def _ended(listing: str, successor: str | None, current: Mapping[str, Any]) -> Prepared:
    if successor:
        return Prepared(listing, MERGED, successor_id=successor)
    before = current.get(listing)
    if before and before[0] == MERGED:
        return Prepared(listing, MERGED, successor_id=before[2])
    return Prepared(listing, GONE, reason=NO_LONGER_LISTED)


def stamp(moment: datetime | str) -> str:
    """A moment as the standard writes it: UTC, whole seconds, `Z`."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
