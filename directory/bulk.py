"""Many rows into a table at once: COPY on PostgreSQL, statements of many rows on SQLite."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from directory.columns import PortableJSON, UTCDateTime

Row = Sequence[Any]
AT_ONCE = 100
"""Rows of one statement of SQLite, after which the thread waits for its turn in Python: a row at a
time took twice as much of the processor, and thrice as long beside a thread at work."""
_TYPES: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (BigInteger, "int8"),
    (Integer, "int4"),
    (LargeBinary, "bytea"),
    (UTCDateTime, "timestamptz"),
    (type(PortableJSON), "jsonb"),
    (Text, "text"),
)


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Insert rows whose values stand in the order of `columns`; the other columns stay null.

    Inside the transaction of `connection`, which fails as a whole if one row is refused.
    """
    if connection.dialect.name == "sqlite":
        _through_statements(connection, table, columns, rows)
    else:
        _through_copy(connection, table, columns, rows)


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
    size = len(table.primary_key)
    there = [row for row in rows if row[size - 1] in held] if held else []
    if connection.dialect.name != "sqlite":
        if there:
            _delete(connection, table, columns[:size], there)
        _through_copy(connection, table, columns, rows)
        return
    new = [row for row in rows if row[size - 1] not in held] if there else rows
    _through_statements(connection, table, columns, new)
    if there:
        _one_by_one(connection, _replacing(table, tuple(columns)), table, columns, there)


def _delete(connection: Connection, table: Table, key: Sequence[str], rows: Sequence[Row]) -> None:
    values = {name: [row[at] for row in rows] for at, name in enumerate(key)}
    given = ", ".join(f"CAST(:{name} AS text[])" for name in key)
    same = " AND ".join(f"held.{name} = given.{name}" for name in key)
    connection.execute(
        text(
            f"DELETE FROM {table.name} held USING unnest({given}) AS given({', '.join(key)})"
            f" WHERE {same}"
        ),
        values,
    )


def _through_copy(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.connection.cursor()
    _speak_json(cursor)
    try:
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)') as copy:
            copy.set_types([_type_of(table.c[name]) for name in columns])
            for row in rows:
                copy.write_row(row)
    finally:
        cursor.close()


def _speak_json(cursor: Any) -> None:
    """Write JSON ten times as fast as psycopg does by itself, which SQLite need not load."""
    from psycopg.types.json import set_json_dumps

    set_json_dumps(orjson.dumps, cursor)


def _type_of(column: Column[Any]) -> str:
    return next(name for kind, name in _TYPES if isinstance(column.type, kind))


def _through_statements(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        if len(some) == AT_ONCE:
            values = tuple(_written(connection, table, columns, some))
            connection.exec_driver_sql(_inserting(table.name, tuple(columns), AT_ONCE), values)
        else:
            _one_by_one(connection, _inserting(table.name, tuple(columns), 1), table, columns, some)


def _one_by_one(
    connection: Connection,
    statement: str,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[Row],
) -> None:
    values = iter(_written(connection, table, columns, rows))
    connection.exec_driver_sql(statement, list(zip(*[values] * len(columns), strict=True)))


@lru_cache(maxsize=64)
def _inserting(table: str, columns: tuple[str, ...], rows: int) -> str:
    """A refused row fails: SQLite need not be able to take back what its statement did before."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join('?' * len(columns))})"
    return f'INSERT OR FAIL INTO "{table}" ({names}) VALUES {", ".join([marks] * rows)}'


@lru_cache(maxsize=16)
def _replacing(table: Table, columns: tuple[str, ...]) -> str:
    """Only indexes of what may differ are written."""
    key = ", ".join(f'"{one.name}"' for one in table.primary_key)
    unique = {
        column.name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
        for column in constraint.columns
    }
    new = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in unique)
    does = f"DO UPDATE SET {new}" if new else "DO NOTHING"
    return f"{_inserting(table.name, columns, 1)} ON CONFLICT ({key}) {does}"


def _written(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]
) -> list[Any]:
    """The values of all rows, one row after the other, as SQLite keeps them."""
    values = list(chain.from_iterable(rows))
    for at, name in enumerate(columns):
        if write := _writer(connection, table.c[name]):
            its = slice(at, None, len(columns))
            values[its] = [None if one is None else write(one) for one in values[its]]
    return values


def _as_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _writer(connection: Connection, column: Column[Any]) -> Callable[[Any], Any] | None:
    """How values of a column are written; most rows of one transaction say the same moment."""
    if isinstance(column.type, LargeBinary):
        return None
    dialect = connection.dialect
    found: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if found and isinstance(column.type, UTCDateTime):
        return lru_cache(maxsize=16)(found)
    if isinstance(column.type, JSON):
        return _as_json
    return found
