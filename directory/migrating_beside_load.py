"""Migrations of PostgreSQL while others read and write: no lock that anybody would notice.

A statement that changes a table waits for its lock, and everybody else waits behind it. So each
migration waits less than a second for all its locks, lets the others pass and tries again; each is
a transaction of its own; and one process migrates at a time.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from runtime.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 4_201_887_116
ATTEMPTS = 60
PAUSE_S = 1.0
LOCK_NOT_AVAILABLE, DEADLOCK = "55P03", "40P01"
_LEAST_S = 0.01
_log = structlog.get_logger()


def migrate_beside_load(database: Database, migrate: Callable[[], None], config: "Config") -> None:
    """Run a migration over a connection of its own, again where a lock could not be had.

    Raises OperationalError when it could not be had in a minute or two; what was migrated stays.
    """
    apart = Database(database.url, database.connecting.migrating())
    try:
        with apart.engine.connect() as connection:
            _wait_for_turn(connection)
            config.attributes["connection"] = connection
            _Waiting(connection, apart.connecting.lock_s)
            _patiently(connection, migrate)
    finally:
        apart.close()


def _wait_for_turn(connection: Connection) -> None:
    """Other processes that want to migrate wait until this one's connection closes."""
    while not connection.execute(
        text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}
    ).scalar():
        connection.rollback()
        time.sleep(PAUSE_S / 4)
    connection.commit()


def _patiently(connection: Connection, migrate: Callable[[], None]) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            migrate()
            return
        except OperationalError as error:
            connection.rollback()
            state = getattr(error.orig, "sqlstate", None)
            if state not in (LOCK_NOT_AVAILABLE, DEADLOCK) or attempt == ATTEMPTS:
                raise
            _log.info("a migration lets others pass and tries again", attempt=attempt, state=state)
            time.sleep(PAUSE_S)


class _Waiting:
    """Tells the server before each statement how long its transaction may still wait for locks.

    The server counts for each lock anew; but who holds one and waits for the next keeps all those
    waiting who want the first.
    """

    def __init__(self, connection: Connection, most_s: float) -> None:
        self._most_s, self._until_s = most_s, 0.0
        event.listen(connection, "begin", self._begun)
        event.listen(connection, "before_cursor_execute", self._before)

    def _begun(self, _connection: Connection) -> None:
        self._until_s = time.monotonic() + self._most_s

    def _before(self, _connection: Connection, cursor: Any, *_statement: Any) -> None:
        left_s = max(_LEAST_S, self._until_s - time.monotonic())
        wait_s = self._most_s if cursor.connection.autocommit else left_s
        cursor.execute(f"SET lock_timeout = {round(wait_s * 1000)}")
