"""Whoever waits for another program leaves the interpreter to others; who counts them is told so.

Threads that work in Python only wait for each other, and the event loop for all of them. A thread
that waits for PostgreSQL or Meilisearch holds up nobody.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[int], None]
"""Is called with 1 when a thread begins to wait elsewhere, and with -1 when it goes on."""

_TOLD: ContextVar[Told | None] = ContextVar("told_of_waiting", default=None)


def tell(told: Told) -> None:
    """From now on `told` hears of what is waited for in this context, and in threads given it."""
    _TOLD.set(told)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Around what waits for another program and works on nothing itself."""
    told = _TOLD.get()
    if told is None:
        yield
        return
    told(1)
    try:
        yield
    finally:
        told(-1)
