"""Rows of a short read that were asked for, and are taken when they are needed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

Rows = Sequence[tuple[Any, ...]]


class Pending(Protocol):
    """Whoever asked for rows either takes them, once, or lets go of them, in the same thread."""

    def rows(self) -> Rows:
        """The rows, as soon as they are there."""
        ...

    def drop(self) -> None:
        """Nobody wants them any more; once they were taken it does nothing."""
        ...


class Later:
    """Rows that are read when they are taken: nothing would be gained by reading them before."""

    def __init__(self, read: Callable[[], Rows]) -> None:
        self._read = read

    def rows(self) -> Rows:
        """The rows as they are now."""
        return self._read()

    def drop(self) -> None:
        """Nothing was begun."""
