"""What an award was given to, tied to the listing that it is when the award is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import orjson
from sqlalchemy import Connection, select, text

from directory.awards.grants import ListingSubject, OrganizationSubject, RecordSubject
from directory.awards.marking import identifiers_of
from directory.tables.published import LISTING
from directory.tables.records import RECORD
from schema.identifiers import record_id

AnySubject = ListingSubject | RecordSubject | OrganizationSubject
Kind = Literal["listing", "record", "organization"]

MERGED, WITHDRAWN, GONE = "merged", "withdrawn", "gone"
_CARRIES = {
    "sqlite": "instr(body, :needle) > 0",
    "postgresql": "position(:needle in body) > 0",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """`subject` is a listing's id as written, a record's id, or an organization's identifier."""

    kind: Kind
    subject: str
    listing_id: str | None


class NoSuchSubject(ValueError):
    """Nothing here answers to what an award names as its subject."""


def named(subject: AnySubject) -> tuple[Kind, str]:
    """The kind of a subject and its name, which stays the same whatever becomes of it."""
    if isinstance(subject, OrganizationSubject):
        return "organization", subject.organization.upper()
    if isinstance(subject, RecordSubject):
        return "record", str(record_id(subject.source, subject.key))
    return "listing", subject.listing.lower()


def bind(connection: Connection, subject: AnySubject) -> Bound:
    """The subject with its living listing; raises NoSuchSubject."""
    kind, name = named(subject)
    if kind == "organization":
        return Bound(kind, name, None)
    listing = _listing_of_record(connection, name)
    if kind == "listing":
        listing = living_listing(connection, listing or name)
    if listing is None:
        raise NoSuchSubject(_unknown(subject))
    return Bound(kind, name, listing)


def _unknown(subject: AnySubject) -> str:
    if isinstance(subject, RecordSubject):
        return (
            f'source "{subject.source}" has no published record "{subject.key}"; expected the key '
            "of a record that a harvest has met"
        )
    return (
        f"no listing answers to {subject.model_dump()}, or it was withdrawn; expected the id of "
        "a listing, as search results give it"
    )


def living_listing(connection: Connection, listing_id: str) -> str | None:
    """The listing that `listing_id` has become, itself if it was never merged; None if unknown."""
    seen: set[str] = set()
    current = listing_id
    while current not in seen:
        seen.add(current)
        row = connection.execute(
            select(LISTING.c.state, LISTING.c.successor_id).where(LISTING.c.id == current)
        ).one_or_none()
        if row is None or row.state == WITHDRAWN:
            return None
        if row.state != MERGED or not row.successor_id:
            return current
        current = row.successor_id
    return None


def is_withdrawn(connection: Connection, listing_id: str) -> bool:
    """Whether what `listing_id` has become answers nobody: withdrawn, or no longer in a source."""
    living = living_listing(connection, listing_id)
    found = select(LISTING.c.state).where(LISTING.c.id == living)
    return living is None or connection.execute(found).scalar_one() == GONE


def carriers(connection: Connection, organizations: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Published listings whose organization bears one of these identifiers, with which of them."""
    condition = _CARRIES[connection.dialect.name]
    published = text(
        f"SELECT id, body FROM document WHERE kind = 'service' AND state = 'published'"
        f" AND {condition}"
    ).execution_options(yield_per=500)
    rows = connection.execute(published, {"needle": b'"organization_identifiers"'})
    for listing, body in rows:
        borne = identifiers_of(orjson.loads(body)) & organizations
        if borne:
            yield listing, borne


def _listing_of_record(connection: Connection, record: str) -> str | None:
    return connection.execute(
        select(RECORD.c.listing_id).where(RECORD.c.id == record)
    ).scalar_one_or_none()
