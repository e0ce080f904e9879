"""Work that goes on beside the thread that hands it out, little of it at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2


class Aside:
    """Does what it is given in `at_once` threads; used as a context.

    What fails is raised by the next `do`, or by `finish`. Leaving the context waits, and no more.
    """

    def __init__(self, at_once: int = 1) -> None:
        self._at_once = at_once
        self._threads = ThreadPoolExecutor(at_once)
        self._under_way: deque[Future[Any]] = deque()

    def do(self, work: Callable[..., Any], *given: Any) -> None:
        """Begin this, once fewer than `at_once` are under way."""
        while len(self._under_way) >= self._at_once:
            self._under_way.popleft().result()
        self._under_way.append(self._threads.submit(work, *given))

    def finish(self) -> None:
        """Wait until all is done."""
        while self._under_way:
            self._under_way.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown()


def ahead(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """What `work` makes of each item, in their order; a thread is at the next ones meanwhile."""
    under_way: deque[Future[R]] = deque()
    with ThreadPoolExecutor(1) as thread:
        for item in items:
            under_way.append(thread.submit(work, item))
            if len(under_way) > AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
