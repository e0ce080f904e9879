"""Mark the listings that an award concerns as due to be computed anew.

It happens in the transaction that changes the award, so that a crash afterwards leaves nothing
shown that is no longer so: readers compute a stale document anew until it is republished.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from directory.awards.subjects import Bound, carriers
from directory.chunks import chunks
from directory.tables.awards import AWARD, AWARD_EVENT
from directory.tables.published import DOCUMENT


def mark_stale(
    connection: Connection, touched: Collection[Bound], now: datetime
) -> tuple[str, ...]:
    """The listings that awards of these subjects concern, each of them now due."""
    listings = {one.listing_id for one in touched if one.listing_id}
    organizations = {one.subject for one in touched if one.kind == "organization"}
    if organizations:
        listings |= {listing for listing, _borne in carriers(connection, organizations)}
    for ids in chunks(sorted(listings)):
        connection.execute(
            update(DOCUMENT)
            .where(DOCUMENT.c.kind == "service", DOCUMENT.c.state == "published")
            .where(DOCUMENT.c.id.in_(ids))
            .values(stale_at=now)
        )
    return tuple(sorted(listings))


def mark_changed_since(connection: Connection, since: datetime, now: datetime) -> None:
    """Mark what awards concern that changed while a publication was being computed."""
    rows = connection.execute(
        select(AWARD.c.subject_kind, AWARD.c.subject, AWARD.c.listing_id)
        .join(AWARD_EVENT, AWARD_EVENT.c.award_id == AWARD.c.id)
        .where(AWARD_EVENT.c.at >= since)
    )
    mark_stale(connection, [Bound(kind, subject, listing) for kind, subject, listing in rows], now)
