"""The kite marks that a listing holds, written into its document as they stand at a moment.

No way leads here from a record: what a feed says of marks is removed, and only awards that were
loaded from a body's own file are written in.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from directory.awards.held import HeldAward as HeldAward
from directory.awards.held import from_row
from directory.awards.marking import identifiers_of, with_marks, without_marks
from directory.awards.states import Term, in_force, next_change
from directory.tables.awards import AWARD
from directory.tables.records import RECORD

TIERS = ("recognised", "assured", "ready")

Json = dict[str, Any]


def held(connection: Connection, listing_ids: Sequence[str]) -> dict[str, tuple[HeldAward, ...]]:
    """Every award, whatever its dates, that may concern each of these listings.

    An award of a record counts only while the record is in the listing that it was in when the
    award was loaded or confirmed. Those of organizations are given for every listing: `assure`
    looks for their identifiers. Listings without any are left out.
    """
    if connection.execute(select(AWARD.c.id).limit(1)).first() is None:
        return {}
    own: dict[str, list[HeldAward]] = defaultdict(list)
    shared: list[HeldAward] = []
    for row in connection.execute(_concerning(listing_ids)).mappings():
        award = from_row(row)
        (shared if award.organization else own[row["listing_id"]]).append(award)
    if shared:
        return {listing: (*own.get(listing, ()), *shared) for listing in listing_ids}
    return {listing: tuple(awards) for listing, awards in own.items()}


def _concerning(listing_ids: Sequence[str]) -> Any:
    of_listing = (AWARD.c.subject_kind == "listing") | (RECORD.c.listing_id == AWARD.c.listing_id)
    return (
        select(AWARD)
        .outerjoin(RECORD, (AWARD.c.subject_kind == "record") & (RECORD.c.id == AWARD.c.subject))
        .where(
            or_(
                AWARD.c.subject_kind == "organization",
                AWARD.c.listing_id.in_(listing_ids) & of_listing,
            )
        )
        .order_by(AWARD.c.id)
    )


def assure(
    document: Json, held: Sequence[HeldAward], now: datetime
) -> tuple[Json, datetime | None]:
    """The document with the kite marks in force at `now`, and the moment at which they change.

    Whatever the document says of kite marks is taken out first, so that the answer is the same
    for a fresh document and for a stored one.
    """
    plain = without_marks(document)
    concerning = _concerned(plain, held) if held else []
    if not concerning:
        return plain, None
    groups: dict[tuple[str, str], dict[Term, HeldAward]] = defaultdict(dict)
    for award in concerning:
        groups[award.subject, award.scheme_id][award.term] = award
    active = [terms[term] for terms in groups.values() if (term := in_force(terms, now))]
    changes = [moment for terms in groups.values() if (moment := next_change(terms, now))]
    marked = with_marks(plain, sorted(active, key=_shown_first)) if active else plain
    return marked, min(changes, default=None)


def _concerned(document: Json, held: Sequence[HeldAward]) -> list[HeldAward]:
    identifiers = identifiers_of(document)
    return [one for one in held if one.organization is None or one.organization in identifiers]


def _shown_first(award: HeldAward) -> tuple[int, str, str]:
    return TIERS.index(award.published["tier"]), award.scheme_id, award.term.award_id
