"""The database that the settings name, made ready for this version."""

import os
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from commands.output import fail, warn
from directory import migrating, withdrawals
from runtime.clock import Clock
from runtime.connecting import LOCK_S, Connecting, Purpose
from runtime.database import Database
from runtime.outages import is_forbidden
from runtime.settings import Settings


def open_database(settings: Settings, purpose: Purpose, ledger: Path, clock: Clock) -> Database:
    """The database, brought to this version's shape and to every withdrawal ever made."""
    database = Database(settings.database_url_or_default(), _connecting(settings, purpose))
    _of_this_shape(database)
    _without_withdrawn(database, ledger, clock)
    try:
        withdrawals.write_down(database, ledger)
    except OSError as error:
        warn(f"withdrawals cannot be written down beside the database: {error}")
    return database


def _of_this_shape(database: Database) -> None:
    try:
        migrating.upgrade(database)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") is None:
            fail(f"FINGERPOST_DATABASE_URL cannot be used: {error.orig}".strip(), code=2)
        fail(
            f"the database has not this version's shape, and its role {_role(database)} may not"
            f" change that ({_said(error)}). A role that may, such as fingerpost_migrating, runs:"
            " fingerpost migrate"
        )


def _without_withdrawn(database: Database, ledger: Path, clock: Clock) -> None:
    try:
        withdrawals.reapply(database, ledger, clock.now())
    except OSError as error:
        fail(
            f"withdrawals are in {ledger}, which user {os.geteuid()} cannot read: {error.strerror}"
        )
    except ProgrammingError as error:
        if not is_forbidden(error):
            raise
        fail(
            f"{ledger} names withdrawn listings that the database still has, and its role"
            f" {_role(database)} may not take them out ({_said(error)}). A role that may, such as"
            " fingerpost_harvesting or fingerpost_migrating, runs beside that file: fingerpost"
            " migrate"
        )


def _role(database: Database) -> str:
    return make_url(database.url).username or "of this user"


def _said(error: ProgrammingError) -> str:
    """PostgreSQL's own words, without the statement and its place in it."""
    return str(error.orig).partition("\n")[0]


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
