"""Ask something that may hang, and wait no longer than is bearable."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, Queue
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
IDLE_S = 30.0


class StillAsked(TimeoutError):
    """The answer has not come in time, or that of an earlier question has not come yet."""


class Patience(Generic[T]):
    """Asks in a thread of its own, kept while it is used; while a question hangs, none is asked."""

    def __init__(self, ask: Callable[[], T], within_s: float = 2.0) -> None:
        self._ask = ask
        self._within_s = within_s
        self._one_at_a_time = Lock()
        self._changing = Lock()
        self._asked: Queue[Future[T]] = Queue()
        self._runs = False

    def answer(self) -> T:
        """What `ask` gives; what it raises is raised here. Raises StillAsked after `within_s`."""
        if not self._one_at_a_time.acquire(timeout=self._within_s):
            raise StillAsked("an earlier question has not been answered yet")
        future: Future[T] = Future()
        with self._changing:
            self._asked.put(future)
            if not self._runs:
                self._runs = True
                Thread(target=self._run, name="asked with patience", daemon=True).start()
        try:
            return future.result(self._within_s)
        except TimeoutError as error:
            raise StillAsked(f"no answer within {self._within_s:g} s") from error

    def _run(self) -> None:
        while not self._is_idle():
            pass

    def _is_idle(self) -> bool:
        """Answer the next question; True, and the thread ends, where none came for long."""
        try:
            future = self._asked.get(timeout=IDLE_S)
        except Empty:
            with self._changing:
                self._runs = not self._asked.empty()
                return not self._runs
        try:
            future.set_result(self._ask())
        except Exception as error:
            future.set_exception(error)
        finally:
            self._one_at_a_time.release()
        return False
