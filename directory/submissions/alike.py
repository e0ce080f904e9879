"""Listings that certainly are what a group is about to submit: the same name and postcode."""

from sqlalchemy import Connection, select

from directory.matching.keys import NAME_AND_POSTCODE, MatchKey
from directory.matching.names import normalised, says_nothing
from directory.tables.records import MATCH_KEY, RECORD

MOST = 10


def certainly_same(connection: Connection, name: str, postcode: str) -> list[str]:
    """The ids of those listings; `postcode` is written with its space."""
    if says_nothing(name):
        return []
    key = MatchKey(NAME_AND_POSTCODE, f"{normalised(name)}|{postcode}")
    found = connection.execute(
        select(RECORD.c.listing_id)
        .join(MATCH_KEY, MATCH_KEY.c.record_id == RECORD.c.id)
        .where(MATCH_KEY.c.kind == key.kind, MATCH_KEY.c.value == key.value)
        .where(RECORD.c.listing_id.is_not(None))
        .distinct()
        .limit(MOST)
    )
    return sorted(found.scalars())
