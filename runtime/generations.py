"""What everything kept in memory hangs on: a number that is never older than a moment.

Each process asks the database itself, so that any number of processes and hosts share what they
know without speaking to one another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

from runtime.elsewhere import ask_leave

FRESH_S = 0.25
"""How old an answer of the database may be; half of what is promised, and a quarter of the bound
within which nothing withdrawn is served."""


@dataclass(frozen=True, slots=True)
class State:
    """A generation of what is kept, and the moment (UTC) at which it ends by itself, if any.

    `newest` says what its newest change was: a database that was brought back to an earlier moment
    comes to the same number by other changes.
    """

    generation: int
    marks: tuple[int, ...] = ()
    ends_at: datetime | None = None
    newest: str = ""


def nothing_written() -> int:
    """How often this process has written, where it never does."""
    return 0


class Generations:
    """The newest state, asked for again once it is `fresh_s` old; with 0, each time.

    It is asked for anew, too, once this process itself has written, which `writes` counts: whoever
    wrote here sees it at once. What `read` raises is raised to whoever asks: without the database
    nothing kept may be served.
    """

    def __init__(
        self,
        read: Callable[[], State],
        fresh_s: float = FRESH_S,
        writes: Callable[[], int] = nothing_written,
    ) -> None:
        self._read = read
        self._fresh_s = fresh_s
        self._writes = writes
        self._lock = Lock()
        self._known: tuple[float, int, State] | None = None

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
        ask_leave()
        with self._lock:
            return self._fresh() or self._ask()

    @property
    def is_fresh(self) -> bool:
        """Whether the newest state is known, and nobody has to be asked for it just now."""
        return self._fresh() is not None

    def _fresh(self) -> State | None:
        known = self._known
        if known is None:
            return None
        began, writes, state = known
        is_fresh = monotonic() - began < self._fresh_s and self._writes() == writes
        return state if is_fresh else None

    def _ask(self) -> State:
        began, writes = monotonic(), self._writes()
        state = self._read()
        self._known = (began, writes, state)
        return state
