"""The pool of connections to PostgreSQL; to short reads it lends them with little around them."""

from contextvars import ContextVar
from typing import Any, cast

from sqlalchemy import Engine, PoolProxiedConnection, QueuePool, exc
from sqlalchemy.pool.base import ConnectionPoolEntry, _ConnectionRecord
from sqlalchemy.util.queue import Empty

from runtime.reads_within import TooSlow, Until

_MOST_S: ContextVar[float] = ContextVar("waits_for_a_connection_at_most")


def connection_until(engine: Engine, until: Until) -> PoolProxiedConnection:
    """A connection of the engine's pool; raises TooSlow where none gets free in time."""
    token = _MOST_S.set(until.left_s())
    try:
        return engine.raw_connection()
    except exc.TimeoutError:
        raise TooSlow(until.within_s) from None
    finally:
        _MOST_S.reset(token)


class LendingPool(QueuePool):
    """SQLAlchemy's own with its bounds; what it lends is not tried before and not reset after."""

    @property
    def _timeout(self) -> float:
        """How many seconds who asks just now waits until a connection gets free."""
        return min(self._usual_s, _MOST_S.get(self._usual_s))

    @_timeout.setter
    def _timeout(self, seconds: float) -> None:
        self._usual_s = seconds

    def lend(self) -> "Lent | None":
        """A connection that is idle, if there is one: it counts as used until it is given back."""
        try:
            entry = self._pool.get(False)
        except Empty:
            return None
        if cast(_ConnectionRecord, entry)._is_hard_or_soft_invalidated():
            self._do_return_conn(entry)
            return None
        return Lent(self, entry)


class Lent:
    """One connection, named as those are that SQLAlchemy gives out.

    Whoever borrows it leaves no transaction behind, and closes or invalidates it whatever is
    raised: nobody else does.
    """

    __slots__ = ("_entry", "_pool")

    def __init__(self, pool: LendingPool, entry: ConnectionPoolEntry) -> None:
        self._pool, self._entry = pool, entry

    @property
    def driver_connection(self) -> Any:
        """The driver's own."""
        return self._entry.dbapi_connection

    def close(self) -> None:
        """Give it back."""
        self._pool._do_return_conn(self._entry)

    def invalidate(self) -> None:
        """End it; whoever is given its place gets a new one."""
        try:
            self._entry.invalidate()
        finally:
            self.close()
