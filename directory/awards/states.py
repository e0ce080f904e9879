"""How an award stands at a moment: pure, so that it expires by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from runtime.clock import LONDON


class Status(StrEnum):
    NOT_YET = "not_yet"
    ACTIVE = "active"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


def midnight(day: date) -> datetime:
    """The first moment of `day` in London, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The days of one award, `last` included, of one subject under one scheme."""

    award_id: str
    first: date
    last: date
    loaded_at: datetime
    revoked_at: datetime | None = None

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment at which it no longer counts."""
        return midnight(self.last + timedelta(days=1))

    def order(self) -> tuple[date, datetime, str]:
        """Of two awards of one subject and scheme, the one that orders later is the newer."""
        return self.first, self.loaded_at, self.award_id


def superseded_at(term: Term, rivals: Collection[Term]) -> datetime | None:
    """When a newer award of the same subject and scheme takes the place of `term`, for good.

    One that was revoked before it began takes no place; one revoked later does not give it back.
    """
    starts = [
        rival.starts_at
        for rival in rivals
        if rival.order() > term.order()
        and (rival.revoked_at is None or rival.revoked_at >= rival.starts_at)
    ]
    return min(starts, default=None)


def status(term: Term, rivals: Collection[Term], now: datetime) -> Status:
    """How `term` stands at `now`; `rivals` are the awards of the same subject and scheme."""
    if term.revoked_at is not None:
        return Status.REVOKED
    if now < term.starts_at:
        return Status.NOT_YET
    replaced = superseded_at(term, rivals)
    if replaced is not None and replaced < term.ends_at and replaced <= now:
        return Status.SUPERSEDED
    return Status.ACTIVE if now < term.ends_at else Status.EXPIRED


def in_force(terms: Collection[Term], now: datetime) -> Term | None:
    """The one award of a subject and scheme that is active at `now`."""
    return next((term for term in terms if status(term, terms, now) is Status.ACTIVE), None)


def next_change(terms: Collection[Term], now: datetime) -> datetime | None:
    """The first moment after `now` at which another award, or none, is in force."""
    present = in_force(terms, now)
    edges = {edge for term in terms for edge in (term.starts_at, term.ends_at)}
    later = sorted(edge for edge in edges if edge > now)
    return next((edge for edge in later if in_force(terms, edge) != present), None)
