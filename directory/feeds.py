"""What changed, in the order of change numbers: each object once, at its latest change."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import orjson

from directory.awards.reading import AwardView, awards_of
from directory.columns import as_moment
from directory.documents.reading import Reading
from runtime.clock import Clock
from runtime.database import Database

Kind = Literal["service", "award"]
_PAGE = """
    SELECT change_number, id, state, body, stale_at FROM document
    WHERE kind = :kind AND change_number > :after ORDER BY change_number LIMIT :limit
"""
Row = tuple[int, str, str, bytes, Any]


class ChangedService(NamedTuple):
    """A listing's latest change; `body` is None of one that is no longer published."""

    number: int
    id: str
    body: bytes | None


class ChangedAward(NamedTuple):
    """An award's latest change; `view` is None of one that was revoked."""

    number: int
    id: str
    view: AwardView | None


class Feeds:
    """Pages of changes; safe to call from threads.

    One statement reads a page, and numbers follow the order of commits, so that whoever asks for
    what comes after the last number that they met has met everything up to it.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._reading = Reading(database, clock)

    def services(self, after: int, limit: int) -> Sequence[ChangedService]:
        """Up to `limit` listings whose latest change came after the number `after`."""
        rows = self._rows("service", after, limit)
        now = self._clock.now()
        stale = [row[1] for row in rows if row[4] and as_moment(row[4]) <= now]
        anew = self._reading.documents(stale)
        bodies = {id_: one.body for id_, one in anew.items() if one.state == "published"}
        return [
            ChangedService(number, id_, bodies.get(id_, body) if state == "published" else None)
            for number, id_, state, body, _ in rows
        ]

    def awards(self, after: int, limit: int) -> Sequence[ChangedAward]:
        """Up to `limit` awards whose latest change came after `after`, as they stand now."""
        rows = self._rows("award", after, limit)
        held = [row[1] for row in rows if row[2] == "published"]
        with self._database.reading() as connection:
            views = {one.id: one for one in awards_of(connection, held, self._clock.now())}
        return [ChangedAward(row[0], row[1], views.get(row[1])) for row in rows]

    def licences(self) -> frozenset[str]:
        """The addresses of the licences under which sources speak; "" stands for one without."""
        rows = self._database.rows("SELECT facts FROM source", {})
        facts = [orjson.loads(said) if isinstance(said, str) else said for (said,) in rows]
        return frozenset(one["licence"].get("url") or "" for one in facts)

    def _rows(self, kind: Kind, after: int, limit: int) -> Sequence[Row]:
        values = {"kind": kind, "after": after, "limit": limit}
        return self._database.rows(_PAGE, values)
