"""Numbers of changes after a copy was brought back: far above all that were ever given.

Who follows the changes may be ahead of the copy, by numbers that were given after it was taken. If
those were given again, he would take other changes for ones that he knows. So every object gets a
new number, and comes to all readers once more.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, text

from directory import copying
from directory.columns import UTCDateTime
from directory.preparing import GONE, NO_LONGER_LISTED, WITHDRAWN
from directory.tables.published import DOCUMENT, LISTING
from directory.writing import SHAPE_VERSION

FAR_AHEAD = 1_000_000_000
"""More than are given between two copies, and a small part of what JSON holds exactly (2^53)."""
CHUNK = 1_000
Key = tuple[str, str]

_KEYS = text("SELECT kind, id FROM document")
_NUMBER_DOCUMENTS = text("""
    UPDATE document SET change_number = :base + counted.place
    FROM (SELECT kind, id, row_number() OVER (ORDER BY change_number, kind, id) AS place
        FROM document) AS counted
    WHERE counted.kind = document.kind AND counted.id = document.id
""")
_NOTE_CHANGES = text("""
    INSERT INTO change (number, kind, object_id, state, at)
    SELECT change_number, kind, id, state, :now FROM document
""").bindparams(bindparam("now", type_=UTCDateTime()))
_COUNT_ON = text("""
    UPDATE change_counter SET number = :base + (SELECT count(*) FROM document) WHERE id = 1
""")


def published(connection: Connection) -> frozenset[Key]:
    """Kind and id of every object that has ever been published here."""
    return frozenset((kind, id_) for kind, id_ in connection.execute(_KEYS))


def number_anew(
    connection: Connection, given: int, replaced: Collection[Key], now: datetime
) -> None:
    """Give every object a number above `given` and above those that came back.

    Objects that were published in what was `replaced` and are not in the copy are told as gone.
    """
    base = max(given, copying.generation(connection)) + FAR_AHEAD
    _tell_gone(connection, sorted(set(replaced) - published(connection)), now)
    connection.execute(_NUMBER_DOCUMENTS, {"base": base})
    connection.execute(_NOTE_CHANGES, {"now": now})
    connection.execute(_COUNT_ON, {"base": base})


def _tell_gone(connection: Connection, lost: list[Key], now: datetime) -> None:
    rows = [_gone(kind, id_, now) for kind, id_ in lost]
    listings = [
        {"id": id_, "state": GONE, "created_at": now} for kind, id_ in lost if kind == "service"
    ]
    for table, some in ((DOCUMENT, rows), (LISTING, listings)):
        for start in range(0, len(some), CHUNK):
            connection.execute(insert(table), some[start : start + CHUNK])


def _gone(kind: str, id_: str, now: datetime) -> dict[str, object]:
    """A listing that no source lists any more, or an award that nobody holds any more."""
    ended = {"state": GONE, "reason": NO_LONGER_LISTED} if kind == "service" else {}
    return {
        "kind": kind,
        "id": id_,
        "state": WITHDRAWN,
        "body": b"",
        "content_hash": "",
        "change_number": 0,
        "shape_version": SHAPE_VERSION,
        "successor_id": None,
        "reason": None,
        "changed_at": now,
        "stale_at": None,
        **ended,
    }
