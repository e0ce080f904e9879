"""Locks that one process of many holds, given back by themselves when it ends."""

import fcntl
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from sqlalchemy import Connection, Engine, text


class FileLock:
    """Held by one process of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def take(self) -> bool:
        """Whether it is ours now, or was already."""
        if self._file is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = open(self._path, "ab")  # noqa: SIM115 - held until it is given back
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def is_held(self) -> bool:
        """Whether it is ours, and has been since it was taken."""
        return self._file is not None

    def give_back(self) -> None:
        """Lets another process take it."""
        if self._file is not None:
            self._file.close()
            self._file = None


class DatabaseLock:
    """Held by one connection of all that a PostgreSQL database has, on whatever machine."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._number = engine, crc32(name.encode())
        self._held: Connection | None = None

    def take(self) -> bool:
        """Whether it is ours now, or was already and its connection still stands."""
        if self._held is not None and self._stands(self._held):
            return True
        self._held = None
        held = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if self._ask(held, "SELECT pg_try_advisory_lock(:number)"):
            self._held = held
            return True
        held.close()
        return False

    def is_held(self) -> bool:
        """Whether it is ours, and has been since it was taken: its connection still stands."""
        return self._held is not None and self._stands(self._held)

    def give_back(self) -> None:
        """Lets another process take it."""
        held, self._held = self._held, None
        if held is not None:
            if self._stands(held):
                self._ask(held, "SELECT pg_advisory_unlock(:number)")
            held.close()

    def _stands(self, held: Connection) -> bool:
        try:
            return bool(self._ask(held, "SELECT true"))
        except Exception:
            held.invalidate()
            return False

    def _ask(self, held: Connection, statement: str) -> Any:
        return held.execute(text(statement), {"number": self._number}).scalar()
