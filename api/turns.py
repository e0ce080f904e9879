"""Who answers a search: the event loop itself while nobody else waits, else a thread.

Handing a question to a thread and its answer back costs as much as a good part of a search, and
gains nothing while one person asks. When several ask at once, threads answer them side by side.
"""

from asyncio import get_running_loop, sleep
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from search.index import SearchUnavailable

T = TypeVar("T")


class Turns:
    """Counts the questions under way in this process.

    While `at_once` says no, every question is handed to a thread: where an answer may have to wait
    for another program, or for a slow one, the event loop never does. What search could not answer
    there is asked once more in a thread.
    """

    def __init__(self, *, at_once: Callable[[], bool]) -> None:
        self._at_once = at_once
        self._under_way = 0

    async def answer(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises, as soon as can be."""
        self._under_way += 1
        try:
            await sleep(0)
            if self._under_way == 1 and self._at_once():
                with suppress(SearchUnavailable):
                    return work()
            return await run_in_threadpool(work)
        finally:
            self._under_way -= 1


def may_wait() -> bool:
    """Whether whoever asks this holds up nobody: the event loop would hold up everybody."""
    try:
        get_running_loop()
    except RuntimeError:
        return True
    return False


def never() -> bool:
    """Every question is handed to a thread."""
    return False
