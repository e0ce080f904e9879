"""Many rows into a table at once: COPY on PostgreSQL, statements of many rows on SQLite."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from directory import rows_of_postgresql, rows_of_sqlite

Row = Sequence[Any]


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


def replace_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[Row],
    held: Collection[str],
) -> None:
    """Insert rows in place of those of the same primary key, which stands first in `columns`.

    `held` are the ids, last in the key, of which there is a row. What else is unique of a row
    follows from its key, and is the same as before.
    """
    last = len(table.primary_key) - 1
    there = [row for row in rows if row[last] in held] if held else []
    if connection.dialect.name == "sqlite":
        new = [row for row in rows if row[last] not in held] if there else rows
        rows_of_sqlite.insert(connection, table, columns, new)
        rows_of_sqlite.update(connection, table, columns, there)
    else:
        rows_of_postgresql.delete(connection, table, columns, there)
        rows_of_postgresql.copy(connection, table, columns, rows)
