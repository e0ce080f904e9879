"""What goes on beside answering, turn by turn: follow the change log, see to what is due."""

import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

import structlog

from runtime.turning import TENDING, came_round
from search.unavailable import SearchUnavailable

EVERY_S, ENDS_S = 0.5, 10.0
Work = Callable[[], object]

_log = structlog.get_logger()


class Tending:
    """A thread that tends the house until stopped; a failed turn is logged and tried again.

    What fails in the same way again and again is said once, until it works.
    """

    def __init__(
        self,
        turns: Sequence[Work],
        endings: Sequence[Work] = (),
        every_s: float = EVERY_S,
        name: str = TENDING,
    ) -> None:
        self._turns = turns
        self._endings = endings
        self._every_s = every_s
        self._name = name
        self._failing: dict[Work, str] = {}
        self._stopped = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def is_ending(self) -> bool:
        """Whether a turn that takes long should be left."""
        return self._stopped.is_set()

    def ask_to_end(self) -> None:
        """Begin no other turn; to be called from a signal's handler too."""
        self._stopped.set()

    def wait(self, most_s: float | None = None) -> bool:
        """Until it has ended, or for so long; whether it has."""
        self._thread.join(most_s)
        return not self._thread.is_alive()

    def turn(self) -> None:
        """One turn of everything, or of nothing; both come round."""
        for work in self._turns:
            if not self._stopped.is_set():
                self._safely(work)
        came_round(self._name)

    def _run(self) -> None:
        came_round(self._name)
        while not self._stopped.wait(self._every_s):
            self.turn()
        for ending in self._endings:
            self._safely(ending)

    def _safely(self, work: Work) -> None:
        try:
            work()
        except Exception as error:
            self._say_once(work, error)
        else:
            self._failing.pop(work, None)
        came_round(self._name)

    def _say_once(self, work: Work, error: Exception) -> None:
        kind = type(error).__name__
        if self._failing.get(work) == kind:
            return
        self._failing[work] = kind
        if isinstance(error, SearchUnavailable):
            _log.warning("index not reached", reason=str(error))
        else:
            _log.error("a turn of tending failed; it is tried again", exc_info=error)


def ask_to_end(several: Sequence[Tending]) -> None:
    """Have all begin no other turn; to be called from a signal's handler too."""
    for one in several:
        one.ask_to_end()


def stop(several: Sequence[Tending]) -> bool:
    """End all after their turns that are under way, or without those that take much longer.

    Gives whether all have ended: what one still uses is not to be closed.
    """
    ask_to_end(several)
    ends_at = time.monotonic() + ENDS_S
    return all(one.wait(max(0.0, ends_at - time.monotonic())) for one in several)
