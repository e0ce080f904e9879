"""Damage to the index that shows only in reading."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.unavailable import IndexLost, SearchUnavailable


def _nothing() -> None:
    """Where no files are known that could be looked at."""


@contextmanager
def readable(check: Callable[[], None] = _nothing) -> Iterator[None]:
    """Tells damage that shows only in reading from a wrong question: raises IndexLost for it.

    What does not say of itself whether it is damage is, if `check` finds any: it looks at the
    files, and raises IndexLost.
    """
    try:
        yield
    except SearchUnavailable:
        raise
    except BaseException as fault:
        if _is_damage(fault):
            raise IndexLost(f"the index cannot be read ({fault}); rebuild it") from fault
        if isinstance(fault, Exception):
            check()
        raise


def _is_damage(fault: BaseException) -> bool:
    if type(fault).__name__ == "PanicException":
        return True
    return isinstance(fault, ValueError) and "corrupt" in str(fault).lower()
