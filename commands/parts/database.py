"""The database that the settings name, made ready for this version."""

from pathlib import Path

from sqlalchemy.exc import ProgrammingError

from commands.output import fail, warn
from directory import migrating, withdrawals
from runtime.clock import Clock
from runtime.connecting import LOCK_S, Connecting, Purpose
from runtime.database import Database
from runtime.settings import Settings


def open_database(settings: Settings, purpose: Purpose, ledger: Path, clock: Clock) -> Database:
    """The database, brought to this version's shape and to every withdrawal ever made."""
    database = Database(settings.database_url_or_default(), _connecting(settings, purpose))
    try:
        migrating.upgrade(database)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") is None:
            fail(f"FINGERPOST_DATABASE_URL cannot be used: {error.orig}".strip(), code=2)
        fail(f"{error.orig}; a role that may do so runs: fingerpost migrate")
    withdrawals.reapply(database, ledger, clock.now())
    try:
        withdrawals.write_down(database, ledger)
    except OSError as error:
        warn(f"withdrawals cannot be written down beside the database: {error}")
    return database


def _connecting(settings: Settings, purpose: Purpose) -> Connecting:
    serving = purpose == "serving"
    return Connecting(
        purpose=purpose,
        statement_s=settings.serving_statement_s if serving else settings.working_statement_s,
        lock_s=settings.serving_statement_s if serving else LOCK_S,
        pool=settings.database_pool,
        overflow=settings.database_overflow,
        wait_s=settings.database_wait_s,
    )
