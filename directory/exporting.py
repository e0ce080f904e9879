"""Everything published at one moment, for files; and what has fallen out of files since."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, text

from directory import assurance, copying
from directory.columns import as_moment
from directory.sources import all_facts
from runtime.database import Database
from schema.source import SourceFacts

AT_ONCE = 250
_PAGE = text(
    "SELECT id, body, stale_at FROM document WHERE kind = 'service' AND state = 'published'"
    " AND id > :after ORDER BY id LIMIT :limit"
)
_TOTAL = text("SELECT count(*) FROM document WHERE kind = 'service' AND state = 'published'")
_FALLEN = (
    "SELECT state, min(changed_at) FROM document WHERE kind IN ('service', 'award')"
    " AND change_number > :after AND state IN ('withdrawn', 'gone') GROUP BY state"
)


_SOURCES = b'"sources":[{'
_SOURCE = re.compile(rb'"source_id":"([^"\\]+)"')
"""Documents are our own bytes: a quote within a text is never bare, and keys have no spaces."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A source of what is published, and in how many listings it has a say."""

    facts: SourceFacts
    listings: int


class Snapshot:
    """What is published, read in one view of the database; kite marks as they stand at `now`."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.generation = copying.generation(connection)
        self._listings: Counter[bytes] = Counter()
        self.valid_until: datetime | None = None
        """When the first of what was walked over so far stops being true by itself."""

    def total(self) -> int:
        """How many services there are."""
        return int(self._connection.execute(_TOTAL).scalar_one())

    def walk(self) -> Iterator[bytes]:
        """Every service as its bytes, by id, with flat memory."""
        after = ""
        while rows := self._connection.execute(_PAGE, {"after": after, "limit": AT_ONCE}).all():
            for id_, kept, stale_at in rows:
                body = self._true(id_, bytes(kept), stale_at) if stale_at else bytes(kept)
                self._listings.update(set(_SOURCE.findall(body, max(0, body.rfind(_SOURCES)))))
                yield body
            after = rows[-1][0]

    def credits(self) -> Sequence[Credit]:
        """The sources that have a say in what was walked over so far, by id."""
        counts = {source.decode(): count for source, count in self._listings.items()}
        facts = all_facts(self._connection)
        return [Credit(facts[one], counts[one]) for one in sorted(counts) if one in facts]

    def _true(self, listing_id: str, body: bytes, stale_at: datetime | str) -> bytes:
        boundary: datetime | None = as_moment(stale_at)
        if boundary and boundary <= self._now:
            held = assurance.held(self._connection, [listing_id]).get(listing_id, ())
            document = orjson.loads(body)
            modified = document.pop("last_modified")
            assured, boundary = assurance.assure(document, held, self._now)
            body = orjson.dumps({**assured, "last_modified": modified})
        if boundary:
            self.valid_until = min(boundary, self.valid_until or boundary)
        return body


@dataclass(frozen=True, slots=True)
class Fallen:
    """Since when something is withdrawn, or gone from its sources, that a file may hold."""

    withdrawn_at: datetime | None
    gone_at: datetime | None


@contextmanager
def snapshot(database: Database, now: datetime) -> Iterator[Snapshot]:
    """One moment of all that is published, while others go on publishing."""
    with copying.snapshot(database) as connection:
        yield Snapshot(connection, now)


def fallen_since(database: Database, generation: int) -> Fallen:
    """Listings and kite marks withdrawn, and listings gone, after a generation: the earliest."""
    rows = database.rows(_FALLEN, {"after": generation})
    since = {state: as_moment(at) for state, at in rows}
    return Fallen(since.get("withdrawn"), since.get("gone"))
