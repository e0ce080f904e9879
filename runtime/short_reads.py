"""Short reads of PostgreSQL: one way there and back for each, on the pool's own connections."""

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from threading import local
from typing import Any

from sqlalchemy import Engine, PoolProxiedConnection, event, exc

from runtime.pending import Later, Pending

Rows = list[tuple[Any, ...]]


class ShortReads:
    """Statements without a transaction around them, on connections that are not tried first.

    Whoever else takes a connection of the pool gets one that was tried. Where one turns out to be
    lost, all of the pool are made anew, and a read is asked for once more.
    """

    def __init__(self, engine: Engine) -> None:
        from runtime.reads_begun import Begun

        self._engine = engine
        self._local = local()
        self._begun = Begun
        event.listen(engine, "checkout", self._try)

    def rows(self, sql: str, values: Mapping[str, Any]) -> Rows:
        """Rows of one statement with `:named` values, which sees what is committed now."""
        try:
            return self._asked(sql, values, trusting=True)
        except Exception as error:
            if not is_lost(error):
                raise
            return self._asked(sql, values, trusting=False)

    def begin(self, sql: str, values: Mapping[str, str]) -> Pending:
        """The same of a statement whose values are texts; PostgreSQL is at work on it meanwhile."""
        anew = partial(self._asked, sql, values, trusting=False)
        try:
            return self._begun(self._taken(trusting=True), sql, values, is_lost, anew)
        except Exception as error:
            if not is_lost(error):
                raise
            return Later(anew)

    def _asked(self, sql: str, values: Mapping[str, Any], *, trusting: bool) -> Rows:
        pooled = self._taken(trusting=trusting)
        connection: Any = pooled.driver_connection
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                return list(cursor.execute(pyformat(sql), values, binary=True).fetchall())
        finally:
            if connection.closed:
                pooled.invalidate()
            else:
                connection.autocommit = False
                pooled.close()

    def _taken(self, *, trusting: bool) -> PoolProxiedConnection:
        self._local.trusting = trusting
        try:
            return self._engine.raw_connection()
        finally:
            self._local.trusting = False

    def _try(self, connection: Any, _record: Any, _proxy: Any) -> None:
        """Ask whether a connection lives, unless a short read takes it."""
        if getattr(self._local, "trusting", False):
            return
        try:
            self._engine.dialect.do_ping(connection)
        except self._engine.dialect.loaded_dbapi.Error as lost:
            raise exc.InvalidatePoolError from lost


def is_lost(error: Exception) -> bool:
    """Whether PostgreSQL ended the connection, or it broke."""
    code = getattr(error, "sqlstate", "")
    return code is None or str(code).startswith("57P")


@lru_cache(maxsize=256)
def pyformat(sql: str) -> str:
    """A statement with `:named` values as the driver has them; casts (`::`) stay."""
    return re.sub(r"(?<!:):([a-z_][a-z0-9_]*)", r"%(\1)s", sql)
