"""Work handed from an event loop to a thread, and its answer back, with little beside the work."""

from asyncio import AbstractEventLoop, Future, get_running_loop
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Task:
    work: Callable[[], Any]
    context: Context
    loop: AbstractEventLoop
    answer: Future[Any]
    ended: Callable[[], object]

    def done(self) -> None:
        """Do the work and hand back what it gave or raised, unless the loop has ended."""
        given, raised = None, None
        try:
            given = self.context.run(self.work)
        except BaseException as error:
            raised = error
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(_tell, self, given, raised)


@dataclass(slots=True)
class Hands:
    """Threads that are started when none is idle, and kept; whoever asks bounds how many.

    The one that was busy last is taken first: what it needs is still at hand.
    """

    _idle: "deque[SimpleQueue[_Task]]" = field(default_factory=deque)

    async def do(self, work: Callable[[], T], ended: Callable[[], object] = lambda: None) -> T:
        """What `work` gives or raises, with the context variables of whoever asks.

        When whoever asks is cancelled, the work goes on and nobody is told. The event loop calls
        `ended` when the work has ended, whoever still waits for it.
        """
        loop = get_running_loop()
        answer: Future[T] = loop.create_future()
        self._taken().put(_Task(work, copy_context(), loop, answer, ended))
        return await answer

    def _taken(self) -> "SimpleQueue[_Task]":
        try:
            return self._idle.pop()
        except IndexError:
            tasks: SimpleQueue[_Task] = SimpleQueue()
            Thread(target=self._work, args=(tasks,), name="handed", daemon=True).start()
            return tasks

    def _work(self, tasks: "SimpleQueue[_Task]") -> None:
        while True:
            task = tasks.get()
            task.done()
            del task
            self._idle.append(tasks)


def _tell(task: _Task, given: Any, error: BaseException | None) -> None:
    task.ended()
    if task.answer.done():
        return
    if error is None:
        task.answer.set_result(given)
    else:
        task.answer.set_exception(error)
