"""What a run has taken waits here until there is enough of it to be staged at once."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from directory import staging
from directory.filed import Filed
from directory.staging import Seen, Staged
from journeys.taking import Taken
from runtime.aside import Aside
from runtime.database import Database

STAGED_AT_ONCE = 2_500
"""Ids fall all over the indexes, whose pages are written anew each time: so seldom, and many."""
WRITERS = 2
"""SQLite has one writer; PostgreSQL stages with a process for each."""


class Staging:
    """Stages what is added, in few large transactions beside the work that goes on.

    What records say goes to `read`. Used as a context; what is staged is there once `finish` has
    returned. Without a run (`run_id` 0) nothing is written.
    """

    def __init__(self, database: Database, run_id: int, read: Filed) -> None:
        self._database = database
        self._run_id = run_id
        self._read = read
        self._waiting: list[Seen | Staged] = []
        self._aside = Aside(1 if database.is_sqlite else WRITERS)

    def add(self, taken: Sequence[Taken]) -> None:
        """Stage these, now or with those that follow; raises what staging earlier ones raised."""
        if self._run_id:
            self._waiting.extend(one.item for one in taken if one.item)
        if len(self._waiting) >= STAGED_AT_ONCE:
            self._write()

    def finish(self) -> None:
        """Stage what is left, and wait until all is staged."""
        if self._waiting:
            self._write()
        self._aside.finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._aside.__exit__(kind, error, trace)

    def _write(self) -> None:
        items, self._waiting = self._waiting, []
        self._aside.do(staging.stage, self._database, self._run_id, items, self._read)
