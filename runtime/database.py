"""One database behind the house: SQLite by default, PostgreSQL when the URL says so."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from runtime import sqlite
from runtime.connecting import ANY_PURPOSE, Connecting
from runtime.large_writes import LargeWrites
from runtime.lending_pool import LendingPool, connection_until
from runtime.pending import Later, Pending
from runtime.reads_within import Until, postgresql_rows, sqlite_rows
from runtime.short_reads import ShortReads, is_lost


class Database:
    """Connections for writing, for reading, and for the few hot reads that skip SQLAlchemy."""

    def __init__(self, url: str, connecting: Connecting = ANY_PURPOSE) -> None:
        self.url = url
        self.connecting = connecting
        self.engine = _engine(url, connecting)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._short = None if self.is_sqlite else ShortReads(self.engine)
        self._local = threading.local()
        self._large = LargeWrites(make_url(url).database or "")
        self._written = count(1)
        self.writes = 0
        """Another number after each transaction of this process that may have written."""

    @contextmanager
    def writing(
        self, *, lasting: bool = True, large: bool = False, wait_ms: int = sqlite.BUSY_TIMEOUT_MS
    ) -> Iterator[Connection]:
        """One transaction that is committed at the end, or rolled back if anything is raised.

        Unless `lasting`, a power cut may take the last of them back: for work that can be done
        again, and that nobody was told of. A `large` one holds more of what it writes at once, and
        the disk is at work beside it. SQLite has one writer at a time: others wait `wait_ms` for
        their turn.
        """
        if large and self.is_sqlite:
            with self._large.beside_disk(), self._writing(lasting, large, wait_ms) as connection:
                yield connection
            return
        with self._writing(lasting, large, wait_ms) as connection:
            yield connection

    @contextmanager
    def _writing(self, lasting: bool, large: bool, wait_ms: int) -> Iterator[Connection]:
        options = sqlite.writing_options(
            self.connecting, lasting=lasting, large=large, wait_ms=wait_ms
        )
        try:
            with (
                self.engine.connect().execution_options(**options) as connection,
                connection.begin(),
            ):
                if not lasting and not self.is_sqlite:
                    connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
                yield connection
        finally:
            self.writes = next(self._written)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; nothing done in it is kept."""
        with self.engine.connect() as connection:
            yield connection
            connection.rollback()

    def rows(
        self, sql: str, values: Mapping[str, Any], within_s: float | None = None
    ) -> Sequence[tuple[Any, ...]]:
        """Rows of a short read with `:named` values, through the driver itself.

        Raises TooSlow when they are not there after `within_s` seconds, in which a connection has
        to get free as well. Where it was lost they are asked for once more, as a reading may be.
        """
        if self._short is None:
            return sqlite_rows(self._plain(), sql, values, within_s)
        if within_s is None:
            return self._short.rows(sql, values)
        until = Until(within_s)
        try:
            return self._rows_until(until, sql, values)
        except Exception as error:
            if not is_lost(error):
                raise
            return self._rows_until(until, sql, values)

    def begin(self, sql: str, values: Mapping[str, str]) -> Pending:
        """Rows of a short read with `:named` texts, to be taken once whoever asks needs them.

        PostgreSQL is at work on them meanwhile, in another process; SQLite reads them when they are
        taken. Whoever begins holds a connection until then.
        """
        if self._short:
            return self._short.begin(sql, values)
        return Later(partial(self.rows, sql, values))

    def connections(self) -> tuple[int, int]:
        """Connections of this process's pool that are used, and that are idle, just now."""
        pool = self.engine.pool
        return (pool.checkedout(), pool.checkedin()) if isinstance(pool, QueuePool) else (0, 0)

    def close(self) -> None:
        """Lets go of the pool, and of the connection of the thread that asks.

        A file of SQLite then holds all that was written, so that it needs nothing that stands
        beside it, unless somebody else is using it just now.
        """
        self._large.finish()
        self.engine.dispose()
        connection: sqlite3.Connection | None = self._local.__dict__.pop("connection", None)
        if connection is not None:
            with closing(connection), suppress(sqlite3.Error):
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rows_until(
        self, until: Until, sql: str, values: Mapping[str, Any]
    ) -> Sequence[tuple[Any, ...]]:
        with (
            closing(connection_until(self.engine, until)) as pooled,
            closing(pooled.cursor()) as cursor,
        ):
            return postgresql_rows(cursor, sql, values, until.left_s())

    def _plain(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = sqlite.plain_connection(self.url, self.connecting)
        return connection


def _engine(url: str, connecting: Connecting) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return _waiting_engine(url, connecting)
    return sqlite.engine_of(url, connecting)


def _waiting_engine(url: str, connecting: Connecting) -> Engine:
    from runtime.waiting_connection import connected

    engine = create_engine(url, poolclass=LendingPool, **connecting.arguments())
    event.listen(engine, "do_connect", connected)
    return engine
