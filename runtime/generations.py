"""What everything kept in memory hangs on: a number that is never older than a moment.

Each process asks the database itself, so that any number of processes and hosts share what they
know without speaking to one another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

FRESH_S = 0.25
"""How old an answer of the database may be; half of what is promised, and a quarter of the bound
within which nothing withdrawn is served."""


@dataclass(frozen=True, slots=True)
class State:
    """A generation of what is kept, and the moment (UTC) at which it ends by itself, if any."""

    generation: int
    marks: tuple[int, ...] = ()
    ends_at: datetime | None = None


class Generations:
    """The newest state, asked for again once it is `fresh_s` old; with 0, each time.

    What `read` raises is raised to whoever asks: without the database nothing kept may be served.
    """

    def __init__(self, read: Callable[[], State], fresh_s: float = FRESH_S) -> None:
        self._read = read
        self._fresh_s = fresh_s
        self._lock = Lock()
        self._known: tuple[float, State] | None = None

    def current(self) -> int:
        """The number of the newest generation, at most `fresh_s` old."""
        return self.state().generation

    def state(self) -> State:
        """The newest state, at most `fresh_s` old; one thread asks while the others wait for it."""
        if not self._fresh_s:
            return self._read()
        known = self._fresh()
        if known:
            return known
        with self._lock:
            return self._fresh() or self._ask()

    def _fresh(self) -> State | None:
        known = self._known
        return known[1] if known and monotonic() - known[0] < self._fresh_s else None

    def _ask(self) -> State:
        began = monotonic()
        state = self._read()
        self._known = (began, state)
        return state
