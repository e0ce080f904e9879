"""Ask something that may hang, and wait no longer than is bearable."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class StillAsked(TimeoutError):
    """The answer has not come in time, or that of an earlier question has not come yet."""


class Patience(Generic[T]):
    """Asks in a thread of its own; while a question hangs, no further one is asked."""

    def __init__(self, ask: Callable[[], T], within_s: float = 2.0) -> None:
        self._ask = ask
        self._within_s = within_s
        self._one_at_a_time = Lock()

    def answer(self) -> T:
        """What `ask` gives; what it raises is raised here. Raises StillAsked after `within_s`."""
        if not self._one_at_a_time.acquire(timeout=self._within_s):
            raise StillAsked("an earlier question has not been answered yet")
        answers: list[T] = []
        raised: list[Exception] = []

        def ask() -> None:
            try:
                answers.append(self._ask())
            except Exception as error:
                raised.append(error)
            finally:
                self._one_at_a_time.release()

        thread = Thread(target=ask, name="asked with patience", daemon=True)
        thread.start()
        thread.join(self._within_s)
        if raised:
            raise raised[0]
        if not answers:
            raise StillAsked(f"no answer within {self._within_s:g} s")
        return answers[0]
