"""A thread beside those who search, which does what is to be done next and rests in between."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from traceback import extract_tb

import structlog

from search.unavailable import SearchUnavailable

AT_ONCE, SOON_S = 0.0, 0.5
LATER_S = 600.0
"""After so long it is looked whether there is something to be done, though nobody has called."""

_RESTS, _SHORTEST_S = 0.25, 0.002
_AGAIN_S = 5.0
"""After so long an engine is asked again that was away or too slow."""

FAILED_S = 60.0
"""After so long a turn is tried again that failed for a reason that nobody expected."""

_log = structlog.get_logger()


class _EndedError(Exception):
    """The index is closed."""


class BegunAnewError(Exception):
    """The index is another one than was begun with, or there is no room for it: begin anew."""


class Beside:
    """Takes one turn after the other; it is `settled` while there is nothing to do.

    A turn says after how many seconds the next is due, None when it is only after `wake`. It calls
    `rest` now and then, which rests a quarter as long as was worked. Whatever a turn raises, the
    next one comes; what nobody expected is logged once, until a turn ends well.
    """

    def __init__(self, name: str, turn: Callable[[], float | None]) -> None:
        self._name, self._turn = name, turn
        self._failed: type[Exception] | None = None
        self._ended, self._woken, self.settled = Event(), Event(), Event()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._to_begin, self._rested_at = Lock(), 0.0

    def begin(self) -> None:
        """Begins, unless it has begun before, whoever else begins it at the same moment."""
        if self._to_begin.acquire(blocking=False):
            self._thread.start()

    def end(self) -> None:
        """Ends soon, whatever is left."""
        self._ended.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def wake(self) -> None:
        """There is something to do."""
        self.settled.clear()
        self._woken.set()

    def rest(self) -> None:
        """Lets others work for a while."""
        rests_s = max(_SHORTEST_S, (monotonic() - self._rested_at) * _RESTS)
        if self._ended.wait(rests_s):
            raise _EndedError
        self._rested_at = monotonic()

    def _work(self) -> None:
        while not self._ended.is_set():
            self._woken.clear()
            self.settled.clear()
            pause_s = self._tried()
            if pause_s in (None, LATER_S) and not self._woken.is_set():
                self.settled.set()
            self._woken.wait(pause_s)

    def _tried(self) -> float | None:
        self._rested_at = monotonic()
        try:
            pause_s = self._turn()
        except SearchUnavailable:
            return _AGAIN_S
        except BegunAnewError:
            return SOON_S
        except _EndedError:
            return AT_ONCE
        except Exception as error:
            self._tell(error)
            return FAILED_S
        self._failed = None
        return pause_s

    def _tell(self, error: Exception) -> None:
        """What it is and where; never what it says, which may be of a listing."""
        if type(error) is not self._failed:
            self._failed = type(error)
            at = extract_tb(error.__traceback__, limit=-1)[0]
            _log.error(
                "reading beside failed; it is tried again",
                thread=self._name,
                reason=type(error).__name__,
                at=f"{at.name}:{at.lineno}",
            )
