"""How long one side, the index or the database, may take for all that one answer asks of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ANSWER_S = 1.5


class _Here(threading.local):
    answers = False
    ends: float | None = None


class Allowance:
    """Begins with the first question of an answer, and is shared by all that follow in its thread.

    A question outside of any answer has an allowance of its own.
    """

    def __init__(self) -> None:
        self._here = _Here()

    @contextmanager
    def one_answer(self) -> Iterator[Callable[[], bool]]:
        """Around all questions of one answer; gives what tells whether there was any."""
        self._here.answers, self._here.ends = True, None
        try:
            yield self._has_begun
        finally:
            self._here.answers = False

    def left_s(self) -> float:
        """How many seconds the next question may take; none when it is used up."""
        if not self._here.answers:
            return ANSWER_S
        if self._here.ends is None:
            self._here.ends = time.monotonic() + ANSWER_S
        return max(0.0, self._here.ends - time.monotonic())

    def _has_begun(self) -> bool:
        return self._here.ends is not None

    def use_up(self) -> None:
        """Nothing more is asked for this answer."""
        self._here.ends = time.monotonic()
