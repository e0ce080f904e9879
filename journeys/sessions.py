"""The next times of a listing, put beside its document for whoever shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import orjson

from journeys.stored import StoredDocument
from schema.sessions import Session, next_sessions

MOST = 5
SCHEDULES = b'"schedules":['
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with its next sessions, and the entity tag of both."""

    body: bytes
    etag: str


def coming(body: bytes, now: datetime, limit: int = MOST) -> list[Session]:
    """The next sessions of a published service, in all its places, in order; none if it rests."""
    if SCHEDULES not in body:
        return []
    service = orjson.loads(body)
    if service["status"] != "active":
        return []
    found = {
        (one.starts, one.ends): one
        for schedules in _holders(service)
        for one in next_sessions(schedules, now, limit)
    }
    return sorted(found.values(), key=lambda one: (one.starts, one.ends or one.starts))[:limit]


def with_sessions(document: StoredDocument, now: datetime) -> Shown:
    """The document with `next_sessions`; without any, as it is published."""
    if SCHEDULES not in document.body:
        return Shown(document.body, document.etag)
    return _with_sessions(document.body, document.etag, now.replace(second=0, microsecond=0))


@lru_cache(maxsize=512)
def _with_sessions(body: bytes, etag: str, minute: datetime) -> Shown:
    found = [_told(one) for one in coming(body, minute)]
    if not found:
        return Shown(body, etag)
    sessions = orjson.dumps(found)
    mark = blake2b(sessions, digest_size=6).hexdigest()
    return Shown(body[:-1] + b',"next_sessions":' + sessions + b"}", f"{etag}-{mark}")


def _holders(service: Said) -> Iterator[Sequence[Said]]:
    """The schedules of a service, and those of each of its places, apart."""
    yield service.get("schedules", ())
    for tie in service.get("service_at_locations", ()):
        yield tie.get("schedules", ())


def _told(session: Session) -> dict[str, Any]:
    told = {"starts_at": session.starts, "ends_at": session.ends}
    moments = {name: moment.isoformat() for name, moment in told.items() if moment}
    return {**moments, "schedule_id": session.schedule_id}
