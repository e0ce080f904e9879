"""Work shared out to processes of this machine, with its answers in order."""

import fcntl
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Lock, Thread
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORTH_STARTING = 4
AHEAD = 2
PIPE_BYTES = 1 << 20
"""As much as anybody may have a pipe hold. By the usual 64 KB an answer of 2.6 MB is read in forty
turns; beside a thread that computes each waits for Python's lock: 190 ms, and 22 so."""


class Workers(Protocol):
    """Who does work that can be cut into pieces."""

    def each(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[R]:
        """The answers to `pieces` in their order; few pieces are taken ahead of the answers."""


class Alone:
    """Everything is done here, one piece after the other."""

    def each(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[R]:
        """The answers to `pieces` in their order."""
        return map(work, pieces)


ALONE = Alone()


class Processes:
    """Pieces go to `count` processes once there are enough of them to be worth it.

    Work, pieces and answers are pickled. The processes start when first used, and stay until
    `close`. Several threads may hand out work.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._starting = Lock()

    def each(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[R]:
        """The answers to `pieces` in their order; what a piece raises is raised here."""
        left = iter(pieces)
        first = list(islice(left, WORTH_STARTING))
        if self._count < 2 or len(first) < WORTH_STARTING:
            return map(work, chain(first, left))
        return self._shared(work, chain(first, left))

    def close(self) -> None:
        """Let the processes go."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _shared(self, work: Callable[[T], R], pieces: Iterator[T]) -> Iterator[R]:
        pool = self._started()
        under_way: deque[Future[R]] = deque()
        for piece in pieces:
            under_way.append(pool.submit(work, piece))
            if len(under_way) >= AHEAD * self._count:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def _started(self) -> ProcessPoolExecutor:
        with self._starting:
            if self._pool is None:
                context = get_context("forkserver")
                self._pool = ProcessPoolExecutor(self._count, context, _end_with_the_first)
                _widen(self._pool)
        return self._pool


def spare_cores() -> int:
    """The cores that this process may use beside the one it runs on."""
    return len(os.sched_getaffinity(0)) - 1


def _widen(pool: ProcessPoolExecutor) -> None:
    """Let the pipes of a pool hold more, where the system lets us; they work as they are, too."""
    for name in ("_call_queue", "_result_queue"):
        pipe: Connection | None = getattr(getattr(pool, name, None), "_reader", None)
        if pipe and hasattr(fcntl, "F_SETPIPE_SZ"):
            with suppress(OSError):
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _end_with_the_first() -> None:
    """A process that works for another leaves interruptions to it, and never outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = parent_process()
    if first:
        Thread(target=_end_after, args=(first.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
