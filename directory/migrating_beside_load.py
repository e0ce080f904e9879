"""Migrations of PostgreSQL while others read and write: no lock that anybody would notice.

A statement that changes a table waits for its lock, and everybody else waits behind it. So each
migration waits a second at most, lets the others pass and tries again; each is a transaction of its
own; and one process migrates at a time.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from runtime.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 4_201_887_116
ATTEMPTS = 60
PAUSE_S = 1.0
LOCK_NOT_AVAILABLE = "55P03"
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
            if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE or attempt == ATTEMPTS:
                raise
            _log.info("a migration lets others pass and tries again", attempt=attempt)
            time.sleep(PAUSE_S)
