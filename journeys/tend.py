"""What a server does beside answering: keep the index up to date, publish what has fallen due."""

from collections.abc import Callable, Sequence
from threading import Event, Thread

import structlog

from directory.reading import Reading
from journeys.index import follow
from search.index import SearchIndex, SearchUnavailable

FOLLOW_EVERY_S = 0.5
DUE_EVERY_TURNS = 60

_log = structlog.get_logger()


class Tending:
    """A thread that tends the house until stopped; a failed turn is logged and tried again."""

    def __init__(
        self, reading: Reading, index: SearchIndex, due: Sequence[Callable[[], object]]
    ) -> None:
        self._reading = reading
        self._index = index
        self._due = due
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="tending", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the turn that is under way."""
        self._stopped.set()
        self._thread.join()

    def turn(self, number: int) -> None:
        """One turn: the index each time, what may have fallen due every half minute."""
        if number % DUE_EVERY_TURNS == 0:
            for publish_due in self._due:
                self._safely(publish_due)
        self._safely(lambda: follow(self._reading, self._index))

    def _run(self) -> None:
        number = 0
        while not self._stopped.wait(FOLLOW_EVERY_S):
            self.turn(number)
            number += 1

    def _safely(self, work: Callable[[], object]) -> None:
        try:
            work()
        except SearchUnavailable as unavailable:
            _log.warning("index not reached", reason=str(unavailable))
        except Exception:
            _log.exception("a turn of tending failed; it is tried again")
