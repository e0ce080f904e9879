"""One database behind the house: SQLite by default, PostgreSQL when the URL says so."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from runtime.connecting import ANY_PURPOSE, Connecting
from runtime.elsewhere import elsewhere
from runtime.large_writes import copied_beside, flushed_early
from runtime.lending_pool import LendingPool
from runtime.pending import Later, Pending
from runtime.short_reads import ShortReads, is_lost, pyformat

BUSY_TIMEOUT_MS = 30_000
STEPS_BETWEEN_LOOKS = 2_000
QUERY_CANCELED = "57014"
WRITES, CACHE, WAIT_MS = "fingerpost_writes", "fingerpost_cache", "fingerpost_wait_ms"
COPY_AFTER, COPY_AFTER_PAGES = "fingerpost_copy_after", 4_000
GLANCE_MS = 500
SQLITE_PRAGMAS = (
    "PRAGMA page_size = 16384",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA mmap_size = 1073741824",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA wal_autocheckpoint = {COPY_AFTER_PAGES}",
)

CACHE_KB = {"serving": 2_048}
CACHE_OTHERWISE_KB = 16_384
"""Pages that a connection of SQLite copies for itself: those that are not in the mapped file yet. A
server has a connection for each thread, and whatever is written goes through all of them."""
CACHE_LARGE_KB = 65_536
"""Of a transaction that writes all over many indexes; the usual cache makes it twice as long."""


class TooSlow(TimeoutError):
    """A read took longer than it may, and was broken off."""

    def __init__(self, within_s: float) -> None:
        super().__init__(f"the database had no answer within {within_s:.1f} s; it was broken off")


class Database:
    """Connections for writing, for reading, and for the few hot reads that skip SQLAlchemy."""

    def __init__(self, url: str, connecting: Connecting = ANY_PURPOSE) -> None:
        self.url = url
        self.connecting = connecting
        self.engine = _engine(url, connecting)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._short = None if self.is_sqlite else ShortReads(self.engine)
        self._local = threading.local()
        self._copying: list[threading.Thread] = []
        self._written = count(1)
        self.writes = 0
        """Another number after each transaction of this process that may have written."""

    @contextmanager
    def writing(
        self, *, lasting: bool = True, large: bool = False, wait_ms: int = BUSY_TIMEOUT_MS
    ) -> Iterator[Connection]:
        """One transaction that is committed at the end, or rolled back if anything is raised.

        Unless `lasting`, a power cut may take the last of them back: for work that can be done
        again, and that nobody was told of. A `large` one holds more of what it writes at once, and
        the disk is at work beside it. SQLite has one writer at a time: others wait `wait_ms` for
        their turn.
        """
        if large and self.is_sqlite:
            with self._beside_disk(), self._writing(lasting, large, wait_ms) as connection:
                yield connection
            return
        with self._writing(lasting, large, wait_ms) as connection:
            yield connection

    @contextmanager
    def _writing(self, lasting: bool, large: bool, wait_ms: int) -> Iterator[Connection]:
        cache = _cache_of(CACHE_LARGE_KB) if large else _cache(self.connecting)
        options = {
            WRITES: "FULL" if lasting else "NORMAL",
            CACHE: cache,
            WAIT_MS: wait_ms,
            COPY_AFTER: 0 if large else COPY_AFTER_PAGES,
        }
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

        Raises TooSlow when they are not there after `within_s` seconds. Where the connection was
        lost they are asked for once more, as a reading may be.
        """
        if self.is_sqlite:
            connection = self._sqlite()
            if within_s is None:
                return connection.execute(sql, values).fetchall()
            return _sqlite_rows_within(connection, sql, values, within_s)
        if within_s is None and self._short:
            return self._short.rows(sql, values)
        try:
            return self._pooled_rows(sql, values, within_s)
        except Exception as error:
            if not is_lost(error):
                raise
            return self._pooled_rows(sql, values, within_s)

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
        self._await_copying()
        self.engine.dispose()
        connection: sqlite3.Connection | None = self._local.__dict__.pop("connection", None)
        if connection is not None:
            with closing(connection), suppress(sqlite3.Error):
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _beside_disk(self) -> Iterator[None]:
        """What is written inside goes to the disk soon, and into the file once it is committed."""
        path = make_url(self.url).database or ""
        with flushed_early(path):
            yield
        self._await_copying()
        self._copying.append(copied_beside(path))

    def _await_copying(self) -> None:
        while self._copying:
            self._copying.pop().join()

    def _pooled_rows(
        self, sql: str, values: Mapping[str, Any], within_s: float | None
    ) -> Sequence[tuple[Any, ...]]:
        pooled = self.engine.raw_connection()
        try:
            with closing(pooled.cursor()) as cursor:
                return _postgresql_rows(cursor, sql, values, within_s)
        finally:
            pooled.close()

    def _sqlite(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            path = make_url(self.url).database or ""
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            for pragma in (*SQLITE_PRAGMAS[3:], _cache(self.connecting)):
                connection.execute(pragma)
            self._local.connection = connection
        return connection


def _sqlite_rows_within(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, Any], within_s: float
) -> list[tuple[Any, ...]]:
    ends = time.monotonic() + within_s
    connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS_BETWEEN_LOOKS)
    try:
        return connection.execute(sql, values).fetchall()
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise TooSlow(within_s) from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _postgresql_rows(
    cursor: Any, sql: str, values: Mapping[str, Any], within_s: float | None
) -> list[tuple[Any, ...]]:
    if within_s is not None:
        cursor.execute(f"SET LOCAL statement_timeout = {max(1, round(within_s * 1000))}")
    try:
        cursor.execute(pyformat(sql), values, binary=True)
    except Exception as error:
        if within_s is not None and getattr(error, "sqlstate", None) == QUERY_CANCELED:
            raise TooSlow(within_s) from None
        raise
    return list(cursor.fetchall())


def _engine(url: str, connecting: Connecting) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return _waiting_engine(url, connecting)
    engine = create_engine(url)
    event.listen(engine, "connect", partial(_prepare_sqlite, _cache(connecting)))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _waiting_engine(url: str, connecting: Connecting) -> Engine:
    from runtime.waiting_connection import connected

    engine = create_engine(url, poolclass=LendingPool, **connecting.arguments())
    event.listen(engine, "do_connect", connected)
    return engine


def _prepare_sqlite(cache: str, connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (*SQLITE_PRAGMAS, cache):
        connection.execute(pragma)


def _cache(connecting: Connecting) -> str:
    kilobytes = CACHE_KB.get(connecting.purpose, CACHE_OTHERWISE_KB)
    return _cache_of(kilobytes)


def _cache_of(kilobytes: int) -> str:
    return f"PRAGMA cache_size = -{kilobytes}"


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(WRITES):
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA synchronous = {options[WRITES]}")
        connection.exec_driver_sql(options[CACHE])
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {options[WAIT_MS]}")
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {options[COPY_AFTER]}")
        with elsewhere():
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def is_locked(error: OperationalError) -> bool:
    """Whether somebody else was writing for so long that SQLite gave up waiting for its turn."""
    return str(error.orig) == "database is locked"
