"""Rows that were formed in Python are those that PostgreSQL's driver would have written."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, select

from directory.bulk import formed, insert_formed, insert_rows
from directory.tables.published import DOCUMENT
from directory.tables.records import RECORD
from runtime.database import Database

MOMENT = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
SUMMER = timezone(timedelta(hours=1))
RECORD_COLUMNS = tuple(column.name for column in RECORD.columns)
DOCUMENT_COLUMNS = tuple(column.name for column in DOCUMENT.columns)
RECORDS = [
    ("a", "council", "1", "f", b"\x00\xff", b"", "live", None, [], [], 1, 2, MOMENT, None),
    (
        *("b", "council", "Tŷ bach ☕", "", b"{}", None, "withheld", "no 'name'"),
        *([{"field": "name", "value": 'a "quote" \u00e9'}], [{"n": [1.5, None, True]}]),
        *(2**31 - 1, 0, MOMENT.astimezone(SUMMER), "listing"),
    ),
    (*("c", "council", "3", "f", b"x" * 300_000, None, "live", None), [], [], 1, -1, MOMENT, None),
]
BEFORE_THE_EPOCH = datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
DOCUMENTS = [
    ("service", "a", "published", b"{}", "h", 2**62, 1, None, None, MOMENT, BEFORE_THE_EPOCH),
    ("service", "b", "merged", b"", "", 1, 1, "a", "because", MOMENT, None),
]


@pytest.mark.parametrize(
    ("table", "columns", "rows"),
    [(RECORD, RECORD_COLUMNS, RECORDS), (DOCUMENT, DOCUMENT_COLUMNS, DOCUMENTS)],
)
def test_both_ways_of_writing_come_to_the_same(
    database: Database, table: Any, columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    def by_the_driver(connection: Connection) -> None:
        insert_rows(connection, table, columns, rows)

    def by_us(connection: Connection) -> None:
        pieces = [formed(connection.dialect.name, table, columns, [row]) for row in rows]
        insert_formed(connection, table, columns, pieces)

    found = []
    for write in (by_the_driver, by_us):
        with database.writing() as connection:
            connection.execute(table.delete())
            write(connection)
            found.append(connection.execute(select(table).order_by(table.c.id)).all())
    assert found[0] == found[1]
    assert len(found[1]) == len(rows)
    assert [tuple(row) for row in found[1]] == rows
