"""Who answers a search: the event loop itself, one after the other, where it waits for nobody.

Handing a question to a thread and its answer back costs as much as a good part of a search, and
gains nothing: of several threads one runs at a time, and the event loop has to wait for them.
"""

from asyncio import Lock, get_running_loop, timeout
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TypeVar

from anyio import WouldBlock
from anyio.to_thread import current_default_thread_limiter

from api.errors import NobodySoon
from runtime.elsewhere import TooSlowHere, WouldWait, hurried
from runtime.handing import Hands
from search.unavailable import SearchUnavailable

T = TypeVar("T")
SOON_S = 5.0
"""Nobody's turn is waited for longer than this: a search that is slow for all makes no crowd."""
SLOW_S = 1.0
"""For so long threads answer, once something was not there in a moment that should have been."""
_HANDS = Hands()


class Turns:
    """Lets questions be answered in the order in which they came.

    Between two of them the event loop sees to everything else: a turn ends when the loop comes
    round again, and whoever asks alone does not wait for that. While `at_once` says no, every
    question is handed to a thread: where an answer may have to wait for another program, or for a
    slow one, the event loop never does. What search could not answer there, or not without waiting,
    is asked once more in a thread; after something was slow all are, for a while. What has not been
    begun `within_s` seconds after it came is not begun any more.
    """

    def __init__(self, *, at_once: Callable[[], bool], within_s: float = SOON_S) -> None:
        self._at_once = at_once
        self._within_s = within_s
        self._turn = Lock()
        self._slow_until = 0.0

    async def answer(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises, as soon as can be; raises NobodySoon where it cannot."""
        if self._may_begin():
            await self._soon(self._turn.acquire())
            get_running_loop().call_soon(self._turn.release)
            if self._may_begin():
                with suppress(SearchUnavailable, WouldWait):
                    return self._here(work)
        return await self._in_a_thread(work)

    def _may_begin(self) -> bool:
        return monotonic() >= self._slow_until and self._at_once()

    def _here(self, work: Callable[[], T]) -> T:
        try:
            with hurried():
                return work()
        except TooSlowHere:
            self._slow_until = monotonic() + SLOW_S
            raise

    async def _in_a_thread(self, work: Callable[[], T]) -> T:
        """What `work` gives; of all that threads answer no more is begun than the limiter lets."""
        limiter, one = current_default_thread_limiter(), object()
        try:
            limiter.acquire_on_behalf_of_nowait(one)
        except WouldBlock:
            await self._soon(limiter.acquire_on_behalf_of(one))
        return await _HANDS.do(work, partial(limiter.release_on_behalf_of, one))

    async def _soon(self, turn: Awaitable[object]) -> None:
        try:
            async with timeout(self._within_s):
                await turn
        except TimeoutError:
            raise NobodySoon from None


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
