"""Run what is due from within one process: small tasks here, long ones in children of it."""

import time
from collections.abc import Callable, Collection, Mapping

import structlog

from directory.jobs.reading import Key, due
from directory.leases import was_locked
from journeys.jobs.performing import is_put_off, perform, recover
from journeys.jobs.task import Task, Tools
from runtime.children import Child

HAND_BACK_S = 10.0
AFTER_A_CRASH_S = 60.0
StartApart = Callable[[Key], Child]
_log = structlog.get_logger()


class InProcess:
    """Of each kind that is `apart`, at most `most` at the same time; of the others one."""

    def __init__(
        self,
        tools: Tools,
        tasks: Mapping[str, Task],
        start: StartApart,
        *,
        most: int = 1,
        kinds: Collection[str] = (),
        grace_s: float = 0.0,
    ) -> None:
        self._tools = tools
        self._tasks = {k: task for k, task in tasks.items() if not kinds or k in kinds}
        self._start = start
        self._most = most
        self._grace_s = grace_s
        self._children: dict[Key, Child] = {}
        self._not_before: dict[Key, float] = {}
        self._concludes_at = 0.0

    def turn(self) -> None:
        """See what has ended, what was left behind and what is due, and begin with it."""
        self._see_who_ended()
        self._recover()
        with self._tools.database.reading() as connection:
            waiting = due(connection, self._tools.clock.now())
        for job in waiting:
            task = self._tasks.get(job.kind)
            if task is None:
                continue
            if is_put_off(task, job, self._tools):
                continue
            if task.apart:
                self._begin(job.key)
            else:
                perform(task, job.subject, self._tools)

    def stop(self) -> None:
        """Have what is under way handed back at the end of its grace time, all at once.

        The last `HAND_BACK_S` of that time are for handing back, or as many where there is less.
        """
        children, left_s = self._children.values(), _counting_down(self._grace_s - HAND_BACK_S)
        for child in children:
            child.wait(left_s())
        for child in children:
            child.ask_to_end()
        left_s = _counting_down(HAND_BACK_S)
        for child in children:
            child.stop(left_s())
        self._children.clear()

    def _recover(self) -> None:
        """Not until who was locked out has had time for a sign of life."""
        asked = time.monotonic()
        if asked < self._concludes_at:
            return
        recover(self._tools)
        if was_locked(asked):
            self._concludes_at = time.monotonic() + 2 * self._tools.leasing.beat_s

    def _begin(self, key: Key) -> None:
        alike = [kind for kind, _ in self._children if kind == key[0]]
        if key in self._children or len(alike) >= self._most:
            return
        if time.monotonic() >= self._not_before.get(key, 0.0):
            self._children[key] = self._start(key)

    def _see_who_ended(self) -> None:
        for key, child in list(self._children.items()):
            if child.exit_code is None:
                continue
            del self._children[key]
            if child.exit_code:
                _log.warning("a task's process ended by itself", task=key, code=child.exit_code)
                self._not_before[key] = time.monotonic() + AFTER_A_CRASH_S


def _counting_down(seconds: float) -> Callable[[], float]:
    """How many of these seconds are left, whenever it is asked."""
    ends_at = time.monotonic() + seconds
    return lambda: max(0.0, ends_at - time.monotonic())
