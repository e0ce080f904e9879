"""Many rows into a table of SQLite at once, by statements of many rows.

After each statement the thread waits for its turn in Python: a row at a time took twice as much of
the processor, and thrice as long beside a thread at work. A refused row fails (`OR FAIL`), and with
it the transaction: SQLite then keeps no copy of each page to take one statement back alone.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from directory.columns import UTCDateTime

Rows = Sequence[Sequence[Any]]
VALUES_AT_ONCE = 2_000
"""Of the 32,766 that a statement may have."""


def insert(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows whose values stand in the order of `columns`."""
    left, at_once = iter(rows), VALUES_AT_ONCE // len(columns)
    while some := list(islice(left, at_once)):
        if len(some) == at_once:
            values = tuple(_values(connection, table, columns, some))
            connection.exec_driver_sql(_inserting(table.name, tuple(columns), at_once), values)
        else:
            _one_by_one(connection, _inserting(table.name, tuple(columns), 1), table, columns, some)


def update(connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
    """Give rows that are held these values; what is unique of them is the same as before."""
    if rows:
        _one_by_one(connection, _updating(table, tuple(columns)), table, columns, rows)


def _one_by_one(
    connection: Connection, statement: str, table: Table, columns: Sequence[str], rows: Rows
) -> None:
    values = iter(_values(connection, table, columns, rows))
    connection.exec_driver_sql(statement, list(zip(*[values] * len(columns), strict=True)))


@lru_cache(maxsize=64)
def _inserting(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join('?' * len(columns))})"
    return f'INSERT OR FAIL INTO "{table}" ({names}) VALUES {", ".join([marks] * rows)}'


@lru_cache(maxsize=16)
def _updating(table: Table, columns: tuple[str, ...]) -> str:
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


def _values(connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> list[Any]:
    """The values of all rows, one row after the other, as SQLite keeps them."""
    values = list(chain.from_iterable(rows))
    for at, name in enumerate(columns):
        if write := _writer(connection, table.c[name]):
            its = slice(at, None, len(columns))
            values[its] = [None if one is None else write(one) for one in values[its]]
    return values


def _writer(connection: Connection, column: Column[Any]) -> Callable[[Any], Any] | None:
    """How values of a column are written; most rows of one transaction say the same moment."""
    if isinstance(column.type, LargeBinary):
        return None
    if isinstance(column.type, JSON):
        return _as_json
    dialect = connection.dialect
    found: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if found and isinstance(column.type, UTCDateTime):
        return lru_cache(maxsize=16)(found)
    return found


def _as_json(value: Any) -> str:
    return orjson.dumps(value).decode()
