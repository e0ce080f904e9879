"""Rows of the directory as lines of JSON that mean the same on every database, out and in.

A table's digest is the sum of its rows' SHA-256, so that it is equal whatever the order in which a
database gives them.
"""

import base64
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import Connection, Date, Table, func, insert, select, text
from sqlalchemy.types import LargeBinary

from directory.columns import UTCDateTime
from directory.tables.every import METADATA
from directory.tables.published import CHANGE_COUNTER
from runtime.database import Database

CHUNK = 500
LEFT_OUT = {
    "staged_record": "of a run under way",
    "staged_key": "of a run under way",
    "last_read": "made anew by the next harvest",
    "attempt": "kept for an hour to slow down misuse",
    "job": "written anew by the schedule",
}
DERIVED = ("catalogue_", "fhir_")
"""Tables of these beginnings follow from the documents, and are rebuilt."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows there are, and what they come to."""

    rows: int
    digest: str


class Tally:
    """Counts lines and sums their digests."""

    def __init__(self) -> None:
        self._rows = 0
        self._total = 0

    def take(self, line: bytes) -> bytes:
        """The same line, counted."""
        self._rows += 1
        self._total = (self._total + int.from_bytes(sha256(line).digest())) % (1 << 256)
        return line

    def sum(self) -> Sum:
        """What the lines so far come to."""
        return Sum(self._rows, f"{self._total:064x}")


def tables() -> tuple[Table, ...]:
    """The tables that a copy holds, those that others refer to first."""
    kept = (one for one in METADATA.sorted_tables if one.name not in LEFT_OUT)
    return tuple(one for one in kept if not one.name.startswith(DERIVED))


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """One moment of the whole database, while others go on writing."""
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row of a table as one line of JSON, with flat memory."""
    asked = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(asked.execution_options(yield_per=CHUNK))
    for row in found.mappings():
        said = {str(name): value for name, value in row.items()}
        yield orjson.dumps(said, default=_as_text, option=orjson.OPT_SORT_KEYS) + b"\n"


def lines_of(connection: Connection, name: str) -> Iterator[bytes]:
    """Every row of the table of this name."""
    return lines(connection, METADATA.tables[name])


def sum_of(connection: Connection, table: Table) -> Sum:
    """What the rows of a table come to now."""
    tally = Tally()
    for line in lines(connection, table):
        tally.take(line)
    return tally.sum()


def generation(connection: Connection) -> int:
    """The number of the newest change in this view."""
    return int(connection.execute(select(CHANGE_COUNTER.c.number)).scalar() or 0)


def is_empty(connection: Connection) -> bool:
    """Whether nothing has been put into the directory yet."""
    others = (one for one in tables() if one is not CHANGE_COUNTER)
    return not any(
        connection.execute(select(func.count()).select_from(one)).scalar() for one in others
    )


def clear(connection: Connection) -> None:
    """Take every row out, also where no copy holds any, and have what is derived made anew."""
    for table in reversed(METADATA.sorted_tables):
        if not table.name.startswith(DERIVED):
            connection.execute(table.delete())
    for derived in DERIVED:
        connection.execute(
            text(f"UPDATE {derived}state SET position = 0, rebuild_to = NULL, rebuild_after = ''")
        )


def clear_of(connection: Connection, names: Collection[str]) -> None:
    """Take every row out of the named tables, those that refer to others first."""
    for table in reversed(tables()):
        if table.name in names:
            connection.execute(table.delete())


def put_in(connection: Connection, table: Table, written: Iterable[bytes]) -> None:
    """Put lines into a table. Raises KeyError where a line names a column that there is not."""
    rows = (_row(table, line) for line in written)
    while chunk := list(islice(rows, CHUNK)):
        connection.execute(insert(table), chunk)


def count_on(connection: Connection, database: Database) -> None:
    """Let numbers that the database hands out go on after those that were put in."""
    if database.is_sqlite:
        return
    for table in tables():
        column = table.autoincrement_column
        if column is not None and column.autoincrement is not False:
            connection.execute(
                text(
                    f"SELECT setval(s, (SELECT coalesce(max({column.name}), 0) + 1 FROM"
                    f' "{table.name}"), false) FROM (SELECT pg_get_serial_sequence('
                    f"'{table.name}', '{column.name}') AS s) AS named WHERE s IS NOT NULL"
                )
            )


def _as_text(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} has no portable form")


def _row(table: Table, line: bytes) -> dict[str, Any]:
    said = orjson.loads(line)
    return {name: _value(table.c[name].type, value) for name, value in said.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UTCDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value
