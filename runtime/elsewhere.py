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
_HURRIED: ContextVar[bool] = ContextVar("hurried", default=False)


class WouldWait(Exception):
    """Whoever may wait for nobody would have to; what was begun for it has ended."""


class TooSlowHere(WouldWait):
    """What should have been there in a moment was not."""


@contextmanager
def hurried() -> Iterator[None]:
    """Whoever would wait for another program inside raises WouldWait: it holds up an event loop."""
    token = _HURRIED.set(True)
    try:
        yield
    finally:
        _HURRIED.reset(token)


def is_hurried() -> bool:
    """Whether whoever asks this may wait for nobody."""
    return _HURRIED.get()


def ask_leave() -> None:
    """Before whatever may wait for another program, or for a thread that does."""
    if _HURRIED.get():
        raise WouldWait


def tell(told: Told) -> None:
    """From now on `told` hears of what is waited for in this context, and in threads given it."""
    _TOLD.set(told)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Around what waits for another program and works on nothing itself."""
    ask_leave()
    told = _TOLD.get()
    if told is None:
        yield
        return
    told(1)
    try:
        yield
    finally:
        told(-1)
