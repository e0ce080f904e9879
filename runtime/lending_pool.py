"""The pool of connections to PostgreSQL; to short reads it lends them with little around them."""

from typing import Any, cast

from sqlalchemy import QueuePool
from sqlalchemy.pool.base import ConnectionPoolEntry, _ConnectionRecord
from sqlalchemy.util.queue import Empty


class LendingPool(QueuePool):
    """SQLAlchemy's own with its bounds; what it lends is not tried before and not reset after."""

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
