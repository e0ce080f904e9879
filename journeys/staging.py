"""What a run has taken waits here until there is enough of it to be staged at once."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from directory import staging
from directory.filed import Filed
from directory.staging import StagedRows
from journeys.taking import Taken
from runtime.aside import Aside
from runtime.database import Database

LEAST_AT_ONCE, MOST_AT_ONCE, PART_OF_STAGED = 2_500, 20_000, 4
"""Ids fall all over the indexes, whose pages SQLite writes anew each time: so seldom, and the more
is staged the more at once. 200,000 wrote 1.2 GB 2,500 at a time, and write 0.4 so."""
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
        self._waiting = StagedRows()
        self._at_once = LEAST_AT_ONCE
        self._staged = 0
        self._aside = Aside(1 if database.is_sqlite else WRITERS)

    def add(self, taken: Sequence[Taken]) -> None:
        """Stage these, now or with those that follow; raises what staging earlier ones raised."""
        if self._run_id:
            self._waiting.add(self._run_id, [one.item for one in taken if one.item], self._read)
        if len(self._waiting) >= self._at_once:
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
        rows, self._waiting = self._waiting, StagedRows()
        self._aside.do(staging.stage, self._database, rows)
        self._staged += len(rows)
        if self._database.is_sqlite:
            wanted = self._staged // PART_OF_STAGED
            self._at_once = min(max(wanted, LEAST_AT_ONCE), MOST_AT_ONCE)
