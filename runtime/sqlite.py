"""SQLite as the house uses it: how a connection is set up, and how a transaction begins."""

import sqlite3
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from runtime.connecting import Connecting
from runtime.elsewhere import elsewhere

BUSY_TIMEOUT_MS = 30_000
WRITES, CACHE, WAIT_MS = "fingerpost_writes", "fingerpost_cache", "fingerpost_wait_ms"
COPY_AFTER, COPY_AFTER_PAGES = "fingerpost_copy_after", 4_000
PRAGMAS = (
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


def engine_of(url: str, connecting: Connecting) -> Engine:
    """SQLAlchemy's engine for a file of SQLite."""
    engine = create_engine(url)
    event.listen(engine, "connect", partial(_prepare, _cache(connecting)))
    event.listen(engine, "begin", _begin)
    return engine


def plain_connection(url: str, connecting: Connecting) -> sqlite3.Connection:
    """A connection of the driver itself, for short reads."""
    path = make_url(url).database or ""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in (*PRAGMAS[3:], _cache(connecting)):
        connection.execute(pragma)
    return connection


def writing_options(
    connecting: Connecting, *, lasting: bool, large: bool, wait_ms: int
) -> dict[str, Any]:
    """What a connection of the engine has to be told for a transaction that writes."""
    return {
        WRITES: "FULL" if lasting else "NORMAL",
        CACHE: _cache_of(CACHE_LARGE_KB) if large else _cache(connecting),
        WAIT_MS: wait_ms,
        COPY_AFTER: 0 if large else COPY_AFTER_PAGES,
    }


def is_locked(error: OperationalError) -> bool:
    """Whether somebody else was writing for so long that SQLite gave up waiting for its turn."""
    return str(error.orig) == "database is locked"


def _prepare(cache: str, connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (*PRAGMAS, cache):
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
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


def _cache(connecting: Connecting) -> str:
    return _cache_of(CACHE_KB.get(connecting.purpose, CACHE_OTHERWISE_KB))


def _cache_of(kilobytes: int) -> str:
    return f"PRAGMA cache_size = -{kilobytes}"
