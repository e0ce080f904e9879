"""Keeping listings before anybody asks for them, beside those who do."""

from time import monotonic

from directory.documents.kept import KeptReading

EVERY_S, AGAIN_S = 0.1, 60.0
"""How often a few are read, and how long after the last of them it is looked which are lacking."""


class ReadingAhead:
    """Reads a few listings with each turn that lack in what a process keeps, while there is room.

    Those that changed are dropped where they are kept; the next round reads them again.
    """

    def __init__(self, reading: KeptReading) -> None:
        self._reading = reading
        self._failure: Exception | None = None
        self._round, self._next_at = reading.reads_ahead(), 0.0

    def turn(self) -> None:
        """A few of them. Raises what reading them raises, and again until it is tried anew."""
        if monotonic() >= self._next_at:
            self._read_a_few()
        elif self._failure:
            raise self._failure.with_traceback(None)

    def _read_a_few(self) -> None:
        try:
            if not next(self._round, False):
                self._rest()
        except Exception as failure:
            self._rest(failure)
            raise

    def _rest(self, failure: Exception | None = None) -> None:
        self._failure = failure
        self._round, self._next_at = self._reading.reads_ahead(), monotonic() + AGAIN_S
