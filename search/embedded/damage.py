"""Damage to the index that shows only in reading."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.unavailable import IndexLost


@contextmanager
def readable() -> Iterator[None]:
    """Tells damage that shows only in reading from a wrong question: raises IndexLost for it."""
    try:
        yield
    except BaseException as fault:
        if _is_damage(fault):
            raise IndexLost(f"the index cannot be read ({fault}); rebuild it") from fault
        raise


def _is_damage(fault: BaseException) -> bool:
    if type(fault).__name__ == "PanicException":
        return True
    return isinstance(fault, ValueError) and "corrupt" in str(fault).lower()
