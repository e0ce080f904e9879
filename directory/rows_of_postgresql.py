"""Many rows into a table of PostgreSQL at once, by COPY in its binary form."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, Table, Text, text
from sqlalchemy.types import TypeEngine

from directory.columns import PortableJSON, UTCDateTime

_TYPES: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (BigInteger, "int8"),
    (Integer, "int4"),
    (LargeBinary, "bytea"),
    (UTCDateTime, "timestamptz"),
    (type(PortableJSON), "jsonb"),
    (Text, "text"),
)


def copy(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows whose values stand in the order of `columns`."""
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.connection.cursor()
    _speak_json(cursor)
    try:
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)') as copying:
            copying.set_types([_type_of(table.c[name]) for name in columns])
            for row in rows:
                copying.write_row(row)
    finally:
        cursor.close()


def delete(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Delete what has the primary keys of these rows; they stand first in `columns`, as texts."""
    if not rows:
        return
    key = columns[: len(table.primary_key)]
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


def _speak_json(cursor: Any) -> None:
    """Write JSON ten times as fast as psycopg does by itself, which SQLite need not load."""
    from psycopg.types.json import set_json_dumps

    set_json_dumps(orjson.dumps, cursor)


def _type_of(column: Column[Any]) -> str:
    return next(name for kind, name in _TYPES if isinstance(column.type, kind))
