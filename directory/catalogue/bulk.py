"""Many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

CHUNK = 1_000


def load(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows; raises the driver's error when one breaks a rule, and nothing was added."""
    raw: Any = connection.connection.driver_connection
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def remove(connection: Connection, table: str, column: str, numbers: Sequence[int]) -> None:
    """Delete the rows whose whole-number column is among `numbers`."""
    for some in _chunks(numbers):
        listed = ", ".join(map(str, map(int, some)))
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} IN ({listed})")


def chosen(
    connection: Connection, columns: str, table: str, column: str, values: Sequence[str]
) -> Iterator[Any]:
    """Rows of a table whose text column is among `values`."""
    sign = "?" if connection.dialect.name == "sqlite" else "%s"
    for some in _chunks(values):
        marks = ", ".join([sign] * len(some))
        sql = f"SELECT {columns} FROM {table} WHERE {column} IN ({marks})"
        yield from connection.exec_driver_sql(sql, tuple(some)).all()


def as_stored(moment: datetime | None, *, sqlite: bool) -> datetime | str | None:
    """A moment as a row holds it, in the same form that `directory.columns` writes."""
    if moment is None or not sqlite:
        return moment
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
