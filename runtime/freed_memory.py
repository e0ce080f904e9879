"""Memory that was freed goes back to the machine; the GNU C library alone would keep most of it.

What a server keeps for a minute (pages made ready, questions as clauses) lies between what is freed
at once. When it goes, it leaves holes: the library gives back only what lies free at the very end
of a heap, and makes a heap of its own for nearly every thread.
"""

import ctypes

FEW_HEAPS = 2
"""Little waits for them: Python's own small objects lie elsewhere, and most of the rest is asked
for by one thread at a time."""
GIVEN_BACK_EVERY_S = 15.0
_HEAPS_AT_MOST = -8
"""M_ARENA_MAX of malloc.h."""


def use_few_heaps() -> None:
    """Threads that start from now on share FEW_HEAPS; another C library is left as it is."""
    _of_the_library("mallopt", _HEAPS_AT_MOST, FEW_HEAPS)


def give_back() -> None:
    """Give back every page that holds nothing, wherever it lies: some milliseconds of work."""
    _of_the_library("malloc_trim", 0)


def _of_the_library(name: str, *values: int) -> None:
    function = getattr(ctypes.CDLL(None), name, None)
    if function is not None:
        function(*values)
