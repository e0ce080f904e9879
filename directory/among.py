"""Rows whose key is among many: the keys travel as one value, whatever their number."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, TextClause, text


def among(
    connection: Connection, sql: str, ids: Collection[str], values: Mapping[str, Any] = {}
) -> Sequence[Any]:
    """The rows of `sql`, in which `IN :ids` stands for being one of `ids`; none of no ids."""
    if not ids:
        return ()
    if connection.dialect.name == "sqlite":
        listed: Any = orjson.dumps(list(ids)).decode()
    else:
        listed = list(ids)
    statement = _put(sql, connection.dialect.name)
    return connection.execute(statement, {**values, "ids": listed}).all()


@lru_cache(maxsize=64)
def _put(sql: str, dialect: str) -> TextClause:
    if dialect == "sqlite":
        return text(sql.replace("IN :ids", "IN (SELECT value FROM json_each(:ids))"))
    return text(sql.replace("IN :ids", "= ANY(CAST(:ids AS text[]))"))
