"""A person's word on an award that is held: revoked, or confirmed for a merged listing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from directory.awards.announcing import announce
from directory.awards.history import record_event
from directory.awards.staleness import mark_stale
from directory.awards.subjects import Bound, living_listing
from directory.numbering import hold_numbers
from directory.tables.awards import AWARD
from directory.tables.records import RECORD
from runtime.database import Database


class NoSuchAward(LookupError):
    def __init__(self, award_id: str) -> None:
        super().__init__(
            f"no award has the id {award_id[:60]}; expected one that `fingerpost awards list` "
            "shows. Nothing was changed."
        )


class NothingToConfirm(ValueError):
    """The award is shown where it belongs, or its subject is gone."""


@dataclass(frozen=True, slots=True)
class Changed:
    """`changed` is False when it had been so before."""

    changed: bool
    listing_ids: tuple[str, ...]


def revoke(database: Database, award_id: str, reason: str, now: datetime) -> Changed:
    """End an award at once and for good; raises NoSuchAward."""
    with database.writing() as connection:
        hold_numbers(connection)
        award = _award(connection, award_id)
        if award["revoked_at"] is not None:
            return Changed(False, ())
        connection.execute(
            update(AWARD)
            .where(AWARD.c.id == award_id)
            .values(revoked_at=now, revoked_reason=reason)
        )
        record_event(connection, award_id, "revoked", reason, now)
        announce(connection, [award_id], now)
        return Changed(True, mark_stale(connection, [_bound(award)], now))


def confirm(database: Database, award_id: str, now: datetime) -> Changed:
    """Let an award follow its subject to the listing that it has become.

    Raises NoSuchAward, or NothingToConfirm when no other listing waits for it.
    """
    with database.writing() as connection:
        hold_numbers(connection)
        award = _award(connection, award_id)
        became = waits_for(connection, award)
        if became is None:
            raise NothingToConfirm(
                f"award {award_id} does not wait for a person's word; nothing was changed"
            )
        before = _bound(award)
        connection.execute(update(AWARD).where(AWARD.c.id == award_id).values(listing_id=became))
        record_event(
            connection, award_id, "confirmed", f"from {before.listing_id} to {became}", now
        )
        announce(connection, [award_id], now)
        after = Bound(before.kind, before.subject, became)
        return Changed(True, mark_stale(connection, [before, after], now))


def waits_for(connection: Connection, award: Any) -> str | None:
    """The listing that the subject has become, if the award is not shown on it yet."""
    if award["subject_kind"] == "organization" or award["revoked_at"] is not None:
        return None
    current: str | None = award["listing_id"]
    if award["subject_kind"] == "record":
        current = connection.execute(
            select(RECORD.c.listing_id).where(RECORD.c.id == award["subject"])
        ).scalar_one_or_none()
    living = living_listing(connection, current) if current else None
    return living if living != award["listing_id"] else None


def _award(connection: Connection, award_id: str) -> Any:
    found = connection.execute(select(AWARD).where(AWARD.c.id == award_id)).mappings()
    award = found.one_or_none()
    if award is None:
        raise NoSuchAward(award_id)
    return award


def _bound(award: Any) -> Bound:
    return Bound(award["subject_kind"], award["subject"], award["listing_id"])
