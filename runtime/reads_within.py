"""Reads that are broken off when they take longer than they may."""

import sqlite3
import time
from collections.abc import Mapping
from typing import Any

from runtime.named_values import pyformat
from runtime.pending import Rows

STEPS_BETWEEN_LOOKS = 2_000
"""Of SQLite's machine."""
QUERY_CANCELED = "57014"
"""PostgreSQL's code."""


class TooSlow(TimeoutError):
    """A read took longer than it may, and was broken off."""

    def __init__(self, within_s: float) -> None:
        super().__init__(f"the database had no answer within {within_s:.1f} s; it was broken off")


class Until:
    """The moment, so many seconds from now, by which everything of a reading has to be there."""

    def __init__(self, within_s: float) -> None:
        self.within_s, self._ends = within_s, time.monotonic() + within_s

    def left_s(self) -> float:
        """Seconds that are left; raises TooSlow when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TooSlow(self.within_s)
        return left


def sqlite_rows(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, Any], within_s: float | None
) -> Rows:
    """Rows of a statement with `:named` values; raises TooSlow."""
    if within_s is None:
        return connection.execute(sql, values).fetchall()
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


def postgresql_rows(cursor: Any, sql: str, values: Mapping[str, Any], within_s: float) -> Rows:
    """The same, within a transaction that ends after it."""
    cursor.execute(f"SET LOCAL statement_timeout = {max(1, round(within_s * 1000))}")
    try:
        cursor.execute(pyformat(sql), values, binary=True)
    except Exception as error:
        if getattr(error, "sqlstate", None) == QUERY_CANCELED:
            raise TooSlow(within_s) from None
        raise
    return list(cursor.fetchall())
