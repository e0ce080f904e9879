"""Ids and the moments of their last change, for readers who compare and fetch what is new."""

from collections.abc import Iterator
from datetime import datetime

from directory.catalogue.asking import Wanted
from directory.catalogue.selecting import selection
from directory.columns import as_moment
from runtime.database import Database

AT_ONCE = 5_000
_MODIFIED = (
    "coalesce(c.last_modified, (SELECT d.changed_at FROM document d"
    " WHERE d.kind = 'service' AND d.id = c.id))"
)


def changed(
    database: Database, kind: str, wanted: Wanted, lagging: bool
) -> Iterator[tuple[str, datetime]]:
    """Id and last change of what is wanted of a kind, by id, a few thousand rows at a time.

    An object inside services changed when the last of these did.
    """
    sql, values = selection(kind, wanted, sqlite=database.is_sqlite, lagging=lagging)
    name = "c.id" if kind == "service" else "q.id"
    sql = sql.removeprefix("SELECT DISTINCT q.id").removeprefix("SELECT c.id")
    sql = (
        f"SELECT {name}, max({_MODIFIED}){sql} AND {name} > :after"
        f" GROUP BY {name} ORDER BY {name} LIMIT {AT_ONCE}"
    )
    after = ""
    while rows := database.rows(sql, {**values, "after": after}):
        yield from ((row[0], as_moment(row[1])) for row in rows)
        after = rows[-1][0]
