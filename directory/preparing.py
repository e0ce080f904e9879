"""Compute the documents of a publication beforehand: members in, bytes and states out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, update

from directory import assurance
from directory.looking import Current, Looked
from directory.merging import merge
from directory.packing import packed
from directory.said import Member
from directory.stamps import stamp
from directory.tables.published import DOCUMENT
from directory.told import told_of
from schema.source import SourceFacts

PUBLISHED, MERGED, GONE, WITHDRAWN = "published", "merged", "gone", "withdrawn"
NO_LONGER_LISTED = "no source lists it any more"

_RESTAMP = (
    update(DOCUMENT)
    .where(DOCUMENT.c.kind == "service", DOCUMENT.c.id == bindparam("listing"))
    .values(stale_at=bindparam("moment"))
)


class Prepared(NamedTuple):
    """What is to be published of one listing; an ended one has no body.

    Of an `unheard` one no document is held yet.
    """

    id: str
    state: str
    body: bytes = b""
    content_hash: str = ""
    successor_id: str | None = None
    reason: str | None = None
    stale_at: datetime | None = None
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What follows for some listings.

    `documents` have to be published. Of `restamped` ones the content stays, and only the moment
    changes until which it is true.
    """

    documents: tuple[Prepared, ...]
    restamped: tuple[tuple[str, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class MadePacked:
    """The same with all `count` documents in one piece, as they are filed."""

    count: int
    documents: bytes
    restamped: tuple[tuple[str, datetime | None], ...]


def made(facts: Mapping[str, SourceFacts], now: datetime, looked: Looked) -> Made:
    """Compute what is to be published of listings; pure, so that it may happen anywhere."""
    documents: list[Prepared] = []
    restamped: list[tuple[str, datetime | None]] = []
    for listing in looked.ids:
        one = _prepared(facts, now, looked, listing)
        before = looked.current.get(listing)
        if before is None:
            documents.append(one._replace(unheard=True))
        elif before[:3] != (one.state, one.content_hash, one.successor_id):
            documents.append(one)
        elif before.stale_at != one.stale_at:
            restamped.append((listing, one.stale_at))
    return Made(tuple(documents), tuple(restamped))


def made_packed(facts: Mapping[str, SourceFacts], now: datetime, looked: Looked) -> MadePacked:
    """Compute the same as `made`, wherever there is time, for a file."""
    found = made(facts, now, looked)
    return MadePacked(len(found.documents), packed(found.documents), found.restamped)


def restamp(connection: Connection, made: Made | MadePacked) -> None:
    """Keep until when documents are true whose content stays."""
    for listing, moment in made.restamped:
        connection.execute(_RESTAMP, {"listing": listing, "moment": moment})


def digest_of(document: dict[str, Any]) -> str:
    """The content hash of a document without its `last_modified`; also its entity tag."""
    return _digest(orjson.dumps(document))


def _digest(encoded: bytes) -> str:
    return blake2b(encoded, digest_size=16).hexdigest()


def _prepared(
    facts: Mapping[str, SourceFacts], now: datetime, looked: Looked, listing: str
) -> Prepared:
    if listing in looked.withdrawn:
        return Prepared(listing, WITHDRAWN, reason=looked.withdrawn[listing])
    members = _members(looked, listing, now)
    if members:
        return _published(listing, members, facts, looked.held.get(listing, ()), now)
    return _ended(listing, looked.successors.get(listing), looked.current.get(listing))


def _members(looked: Looked, listing: str, now: datetime) -> list[Member]:
    """The records of a listing: those that are held, and those that the run read."""
    members = list(looked.members.get(listing, ()))
    for piece in looked.read.get(listing, ()):
        one = told_of(piece)
        assert one.service is not None, "an understood record has a service"
        members.append(Member(one.record_id, one.source_id, one.key, one.service, stamp(now)))
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
    content = orjson.dumps(assured)
    body = b'%b,"last_modified":"%b"}' % (content[:-1], stamp(now).encode())
    return Prepared(listing, PUBLISHED, body, _digest(content), stale_at=stale_at)


def _ended(listing: str, successor: str | None, before: Current | None) -> Prepared:
    if successor:
        return Prepared(listing, MERGED, successor_id=successor)
    if before and before.state == MERGED:
        return Prepared(listing, MERGED, successor_id=before.successor_id)
    return Prepared(listing, GONE, reason=NO_LONGER_LISTED)
