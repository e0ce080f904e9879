"""Documents as they may be served: where an award began or ended since, they are assured anew."""

from datetime import datetime
from typing import Any

import orjson

from directory import assurance
from directory.columns import as_moment
from directory.documents.stored import State, Stored
from directory.preparing import digest_of
from runtime.clock import Clock
from runtime.database import Database


class Fresh:
    """Makes what is true at this moment of rows of COLUMNS; safe to call from threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def stored(self, row: tuple[Any, ...]) -> Stored:
        """The object of a row."""
        id_, state, body, digest, successor, reason, stale_at = row
        if stale_at is None and state != "gone":
            return Stored(*row)
        boundary = as_moment(stale_at) if stale_at else None
        if boundary and boundary <= self._clock.now():
            body, digest, boundary = self._assured_anew(id_, body)
        shown: State = "withdrawn" if state == "gone" else state
        return Stored(id_, shown, body, digest, successor, reason, boundary)

    def body(self, id_: str, body: bytes, stale_at: Any) -> bytes:
        """The bytes of a published object."""
        if stale_at is None:
            return body
        return self.stored((id_, "published", body, "", None, None, stale_at)).body

    def _assured_anew(self, listing_id: str, body: bytes) -> tuple[bytes, str, datetime | None]:
        with self._database.reading() as connection:
            held = assurance.held(connection, [listing_id]).get(listing_id, ())
        document = orjson.loads(body)
        modified = document.pop("last_modified")
        assured, boundary = assurance.assure(document, held, self._clock.now())
        return (
            orjson.dumps({**assured, "last_modified": modified}),
            digest_of(assured),
            boundary,
        )
