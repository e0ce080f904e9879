"""What may be asked about schemes and awards; the standing of an award is computed when read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from directory.awards.changing import waits_for
from directory.awards.held import HeldAward, from_row
from directory.awards.states import Status, Term, status, superseded_at
from directory.awards.subjects import is_withdrawn
from directory.chunks import chunks
from directory.tables.awards import AWARD, SCHEME

Json = dict[str, Any]
_OTHERWISE_SHOWN = (Status.NOT_YET, Status.ACTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView:
    """An award as it stands; `waits_for` is the merged listing that a person has to confirm.

    `withdrawn` tells that its listing can be found no more, so that no listing shows the award.
    """

    id: str
    status: Status
    scheme_id: str
    level: str
    subject_kind: str
    listing_id: str | None
    organization: str | None
    waits_for: str | None
    withdrawn: bool
    superseded_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str | None
    published: Json


def schemes(connection: Connection) -> list[Json]:
    """Every version of every scheme, as it was loaded."""
    rows = connection.execute(select(SCHEME.c.document).order_by(SCHEME.c.id, SCHEME.c.version))
    return list(rows.scalars())


def award(connection: Connection, award_id: str, now: datetime) -> AwardView | None:
    found = _views(connection, select(AWARD).where(AWARD.c.id == award_id), now)
    return found[0] if found else None


def awards(
    connection: Connection, now: datetime, after: str = "", limit: int | None = None
) -> list[AwardView]:
    """Awards by id, those after `after`."""
    some = select(AWARD).where(AWARD.c.id > after).order_by(AWARD.c.id).limit(limit)
    return _views(connection, some, now)


def awards_of(connection: Connection, ids: Sequence[str], now: datetime) -> list[AwardView]:
    """The awards with these ids."""
    return [
        view
        for some in chunks(ids)
        for view in _views(connection, select(AWARD).where(AWARD.c.id.in_(some)), now)
    ]


def _views(connection: Connection, some: Select[Any], now: datetime) -> list[AwardView]:
    rows = connection.execute(some).mappings().all()
    rivals = _rivals(connection, [from_row(row) for row in rows])
    return [_view(connection, row, rivals, now) for row in rows]


def _rivals(
    connection: Connection, awards: Sequence[HeldAward]
) -> dict[tuple[str, str], list[Term]]:
    """The terms of all awards of the same subjects, by subject and scheme."""
    subjects = [one.subject for one in awards]
    same = or_(
        and_(AWARD.c.subject_kind == "organization", AWARD.c.subject.in_(subjects)),
        and_(AWARD.c.subject_kind != "organization", AWARD.c.listing_id.in_(subjects)),
    )
    grouped: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for row in connection.execute(select(AWARD).where(same)).mappings():
        found = from_row(row)
        grouped[found.subject, found.scheme_id].append(found.term)
    return grouped


def _view(
    connection: Connection, row: Any, rivals: dict[tuple[str, str], list[Term]], now: datetime
) -> AwardView:
    held = from_row(row)
    group = rivals[held.subject, held.scheme_id]
    standing = status(held.term, group, now)
    withdrawn = bool(row["listing_id"]) and is_withdrawn(connection, row["listing_id"])
    replaced = superseded_at(held.term, group) if standing is Status.SUPERSEDED else None
    return AwardView(
        id=row["id"],
        status=Status.WITHDRAWN if withdrawn and standing in _OTHERWISE_SHOWN else standing,
        scheme_id=row["scheme_id"],
        level=row["level"],
        subject_kind=row["subject_kind"],
        listing_id=row["listing_id"],
        organization=held.organization,
        waits_for=waits_for(connection, row),
        withdrawn=withdrawn,
        superseded_at=replaced,
        revoked_at=row["revoked_at"],
        revoked_reason=row["revoked_reason"],
        published=dict(row["document"]),
    )
