"""Tells a database that cannot work just now from a fault of ours."""

import sqlite3
from collections.abc import Iterator
from typing import Literal

import psycopg
from sqlalchemy import exc

from runtime.reads_within import TooSlow

Outage = Literal["away", "busy", "full", "read-only"]

CAUSES: tuple[type[Exception], ...] = (
    exc.DBAPIError,
    exc.TimeoutError,
    psycopg.Error,
    sqlite3.Error,
    TooSlow,
)
"""What an outage is raised as; each may be something else as well."""

FORBIDDEN = "42501"
"""PostgreSQL's code of a statement that a role may not use."""

_POSTGRESQL: tuple[tuple[str, Outage], ...] = (
    ("08", "away"),
    ("57P", "away"),
    ("25P03", "away"),
    ("53100", "full"),
    ("53", "busy"),
    ("55P03", "busy"),
    ("57014", "busy"),
    ("40", "busy"),
    ("25006", "read-only"),
)
"""Beginnings of PostgreSQL's error codes (its manual, appendix A)."""

_SQLITE: tuple[tuple[str, Outage], ...] = (
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_LOCKED", "busy"),
    ("SQLITE_FULL", "full"),
    ("SQLITE_READONLY", "read-only"),
    ("SQLITE_CANTOPEN", "away"),
    ("SQLITE_IOERR", "away"),
)


def outage(error: BaseException) -> Outage | None:
    """Why the database could not work; None where the error says something else."""
    return next((found for one in _behind(error) if (found := _of(one))), None)


def is_forbidden(error: BaseException) -> bool:
    """Whether PostgreSQL said that this process's role may not do so."""
    said = (one.sqlstate for one in _behind(error) if isinstance(one, psycopg.Error))
    return FORBIDDEN in said


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error, and the driver's own that SQLAlchemy wrapped."""
    yield error
    if isinstance(error, exc.DBAPIError) and error.orig is not None:
        yield error.orig


def _of(error: BaseException) -> Outage | None:
    if isinstance(error, (TooSlow, exc.TimeoutError)):
        return "busy"
    if isinstance(error, sqlite3.Error):
        return _named(getattr(error, "sqlite_errorname", ""), _SQLITE)
    if isinstance(error, psycopg.Error):
        if error.sqlstate:
            return _named(error.sqlstate, _POSTGRESQL)
        gone = isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
        return "away" if gone else None
    return None


def _named(code: str, table: tuple[tuple[str, Outage], ...]) -> Outage | None:
    return next((found for beginning, found in table if code.startswith(beginning)), None)
