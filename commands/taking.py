"""Tasks that a worker takes from the queue: how many at the same time, and how each is done."""

import time
from collections.abc import Callable, Collection

import structlog

from commands.parts import Parts
from commands.tasks import PartsAsTools, start_apart
from journeys.jobs.performing import perform
from journeys.jobs.tasks import TASKS
from runtime import jobs

SMALL_AT_ONCE = 1
LOOK_EVERY_S = 0.2
HAND_BACK_S = 5.0
AFTER_A_CRASH_S = 10.0
_log = structlog.get_logger()


def lanes(kinds: Collection[str], concurrency: int) -> list[jobs.Lane]:
    """Of long tasks `concurrency` are done at the same time; small ones do not wait for them."""
    long = [kind for kind in kinds if TASKS[kind].apart]
    small = [kind for kind in kinds if not TASKS[kind].apart]
    both = jobs.Lane(long, concurrency), jobs.Lane(small, SMALL_AT_ONCE)
    return [lane for lane in both if lane.kinds]


def perform_taken(parts: Parts, kind: str, subject: str, given_back: Callable[[], bool]) -> None:
    """Do a task here, or in a process of its own that is stopped when the task is given back."""
    task = TASKS[kind]
    if not task.apart:
        perform(task, subject, PartsAsTools(parts))
        return
    child = start_apart(parts, (kind, subject))
    while not child.wait(LOOK_EVERY_S):
        if given_back():
            child.stop(HAND_BACK_S)
            return
    if child.exit_code:
        _log.warning("a task's process ended by itself", task=(kind, subject), code=child.exit_code)
        _wait(AFTER_A_CRASH_S, given_back)


def _wait(seconds: float, given_back: Callable[[], bool]) -> None:
    """So that what cannot even begin is not begun again and again."""
    for _ in range(int(seconds / LOOK_EVERY_S)):
        if given_back():
            return
        time.sleep(LOOK_EVERY_S)
