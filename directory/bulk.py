"""Many rows into a table at once: COPY on PostgreSQL, statements of many rows on SQLite."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table

from directory import rows_of_postgresql, rows_of_sqlite
from directory.binary_rows import encoded

Row = Sequence[Any]
Formed = Sequence[Row] | bytes
"""Rows as a database takes them: SQLite as they are, PostgreSQL in the binary form of COPY."""


def formed(dialect: str, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> Formed:
    """Rows whose values stand in the order of `columns`; pure, so that it may happen anywhere."""
    return list(rows) if dialect == "sqlite" else encoded(table, columns, rows)


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Insert rows whose values stand in the order of `columns`; the other columns stay null.

    Inside the transaction of `connection`, which fails as a whole if one row is refused.
    """
    if connection.dialect.name == "sqlite":
        rows_of_sqlite.insert(connection, table, columns, rows)
    else:
        rows_of_postgresql.copy(connection, table, columns, rows)


def insert_formed(
    connection: Connection, table: Table, columns: Sequence[str], pieces: Iterable[Formed]
) -> None:
    """The same of rows that were formed for the dialect of `connection`.

    Until the last piece is there the connection can do nothing else.
    """
    left = iter(pieces)
    for first in left:
        if isinstance(first, bytes):
            rows_of_postgresql.copy_encoded(connection, table, columns, chain([first], left))
        else:
            rows_of_sqlite.insert(connection, table, columns, first)


def replace_formed(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Formed,
    held: Collection[Row],
) -> None:
    """Insert formed rows in place of those of the same primary key.

    It stands first in `columns`; `held` are the keys of which there is a row. What else is unique
    of a row follows from its key, and is the same as before.
    """
    if isinstance(rows, bytes):
        rows_of_postgresql.delete(connection, table, held)
        rows_of_postgresql.copy_encoded(connection, table, columns, [rows])
        return
    if not held:
        rows_of_sqlite.insert(connection, table, columns, rows)
        return
    new, there = _parted(rows, len(table.primary_key), held)
    rows_of_sqlite.insert(connection, table, columns, new)
    rows_of_sqlite.update(connection, table, columns, there)


def _parted(
    rows: Sequence[Row], size: int, held: Collection[Row]
) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows of whose keys, the first `size` values of each, there is none; and the others."""
    parts: tuple[list[Row], list[Row]] = [], []
    for row in rows:
        parts[tuple(row[:size]) in held].append(row)
    return parts
