"""Short reads of PostgreSQL: one way there and back for each, on the pool's own connections."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Engine, PoolProxiedConnection, event, exc

from runtime.elsewhere import ask_leave
from runtime.lending_pool import LendingPool, Lent
from runtime.named_values import pyformat
from runtime.pending import Later, Pending, Rows

IDLE = 0
"""A connection of the driver that lives and is within no transaction."""


class ShortReads:
    """Statements without a transaction around them, on connections that are not tried first.

    Whoever else takes a connection of the pool gets one that was tried. Where one turns out to be
    lost, all of the pool are made anew, and a read is asked for once more.
    """

    def __init__(self, engine: Engine) -> None:
        from runtime.reads_begun import Begun

        self._engine = engine
        self._begun: type[Begun] = Begun
        event.listen(engine, "checkout", self._try)

    def rows(self, sql: str, values: Mapping[str, Any]) -> Rows:
        """Rows of one statement with `:named` values, which sees what is committed now."""
        ask_leave()
        try:
            return _asked(self._taken(), sql, values)
        except Exception as error:
            if not is_lost(error):
                raise
            return self._again(sql, values)

    def begin(self, sql: str, values: Mapping[str, str]) -> Pending:
        """The same of a statement whose values are texts; PostgreSQL is at work on it meanwhile."""
        anew = partial(self._again, sql, values)
        try:
            return self._begun(self._taken(), sql, values, is_lost, anew)
        except Exception as error:
            if not is_lost(error):
                raise
            return Later(anew)

    def _again(self, sql: str, values: Mapping[str, Any]) -> Rows:
        ask_leave()
        return _asked(self._engine.raw_connection(), sql, values)

    def _taken(self) -> PoolProxiedConnection | Lent:
        pool = self._engine.pool
        lent = pool.lend() if isinstance(pool, LendingPool) else None
        if lent is None:
            ask_leave()
        return lent or self._engine.raw_connection()

    def _try(self, connection: Any, _record: Any, _proxy: Any) -> None:
        """Ask whether a connection lives that SQLAlchemy gives out."""
        try:
            self._engine.dialect.do_ping(connection)
        except self._engine.dialect.loaded_dbapi.Error as lost:
            raise exc.InvalidatePoolError from lost


def _asked(pooled: PoolProxiedConnection | Lent, sql: str, values: Mapping[str, Any]) -> Rows:
    connection: Any = pooled.driver_connection
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            asked = cursor.execute(pyformat(sql), values, binary=True)
            return list(asked.fetchall())
    finally:
        if connection.pgconn.transaction_status == IDLE:
            connection.autocommit = False
            pooled.close()
        else:
            pooled.invalidate()


def is_lost(error: Exception) -> bool:
    """Whether PostgreSQL ended the connection, or it broke."""
    code = getattr(error, "sqlstate", "")
    return code is None or str(code).startswith("57P")
