"""What was met before, remembered in a file, so that memory stays flat however much there is."""

import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import Self

_PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE",
            "cache_size = -8192")  # fmt: skip


class Met:
    """Pairs of texts that were met, and lines put aside for later; gone when it is closed."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        for pragma in _PRAGMAS:
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute("BEGIN")
        self._file.execute("CREATE TABLE met (kind, id, PRIMARY KEY (kind, id)) WITHOUT ROWID")
        self._file.execute("CREATE TABLE aside (line BLOB)")

    def first_time(self, kind: str, id: str) -> bool:  # noqa: A002
        """Whether this was not met before; from now on it was."""
        done = self._file.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (kind, id))
        return done.rowcount == 1

    def was_met(self, kind: str, id: str) -> bool:  # noqa: A002
        """Whether this was met before."""
        asked = "SELECT 1 FROM met WHERE kind = ? AND id = ?"
        return self._file.execute(asked, (kind, id)).fetchone() is not None

    def put_aside(self, line: bytes) -> None:
        """Keep a line until `aside` is asked for."""
        self._file.execute("INSERT INTO aside VALUES (?)", (line,))

    def aside(self) -> Iterator[bytes]:
        """What was put aside, in that order."""
        for (line,) in self._file.execute("SELECT line FROM aside ORDER BY rowid"):
            yield line

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
