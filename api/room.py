"""How many threads may answer: few that work in Python, and more while some wait elsewhere."""

from asyncio import AbstractEventLoop, get_running_loop
from contextlib import suppress
from threading import Lock

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter


class Room:
    """Lets `at_work` threads answer, and for each that waits for another program one more.

    Never more than `most`. Those that come back from waiting go on at once, and nothing is begun
    until there are few again: whoever waits may hold a lock that those at work need.
    """

    def __init__(self, at_work: int, most: int) -> None:
        self._at_work, self._most = min(at_work, most), most
        self._elsewhere = 0
        self._guard = Lock()
        self._begun: tuple[AbstractEventLoop, CapacityLimiter] | None = None

    @property
    def at_work(self) -> int:
        """How many threads answer just now and do not wait elsewhere."""
        borrowed = self._begun[1].borrowed_tokens if self._begun else 0
        return borrowed - self._elsewhere

    def begin(self) -> None:
        """From now on as many threads answer as there is room for, in the loop that runs."""
        self._begun = get_running_loop(), current_default_thread_limiter()
        self.fit()

    def fit(self) -> None:
        """Sees how many wait elsewhere; the event loop calls this."""
        if self._begun is None:
            return
        _, limiter = self._begun
        wanted = min(self._most, self._at_work + self._elsewhere)
        if limiter.total_tokens != wanted:
            limiter.total_tokens = wanted

    def told(self, more: int) -> None:
        """So many more wait elsewhere, or fewer; threads call this.

        Where all threads that may answer do, the event loop hands out what there is room for now.
        """
        with self._guard:
            self._elsewhere += more
        if self._begun is None:
            return
        loop, limiter = self._begun
        if more > 0 and limiter.available_tokens <= 0:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self.fit)
