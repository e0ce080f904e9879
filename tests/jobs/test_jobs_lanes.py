"""Small tasks do not wait for long ones, however many of these a worker does at the same time."""

import os
import signal
from collections.abc import Callable, Iterator
from threading import Event
from time import monotonic

import pytest

from commands.taking import lanes
from runtime import jobs
from runtime.database import Database

LONG_S = 3.0
AT_ONCE = 2


@pytest.fixture
def sending(postgres_database: Database) -> Iterator[jobs.Sending]:
    """A queue in which as many harvests wait as are done at once, and a reminder behind them."""
    jobs.prepare(postgres_database.url)
    opened = jobs.Sending(postgres_database.url)
    opened.open()
    for number in range(AT_ONCE):
        opened.put("harvest", f"clubs_{number}")
    opened.put("reminders", "")
    yield opened
    opened.close()


class _Work:
    """Harvests take long; the worker is asked to end once all is done."""

    def __init__(self) -> None:
        self.begun = monotonic()
        self.waited_s: dict[str, float] = {}
        self.all_begun = Event()

    def __call__(self, kind: str, subject: str, _given_back: Callable[[], bool]) -> None:
        self.waited_s[kind + subject] = monotonic() - self.begun
        if len(self.waited_s) == AT_ONCE + 1:
            self.all_begun.set()
            os.kill(os.getpid(), signal.SIGTERM)
        if kind == "harvest":
            self.all_begun.wait(LONG_S)


@pytest.mark.usefixtures("sending", "own_signals")
def test_a_reminder_does_not_wait_while_as_many_harvests_run_as_may(
    postgres_database: Database,
) -> None:
    work = _Work()
    taken = lanes(["harvest", "export", "reminders"], AT_ONCE)
    jobs.Receiving(postgres_database.url, taken, work, grace_s=10.0, lease_s=60.0).work()
    assert len(work.waited_s) == AT_ONCE + 1
    assert work.waited_s["reminders"] < LONG_S


def test_a_worker_of_some_kinds_has_no_empty_lane() -> None:
    assert [lane.kinds for lane in lanes(["harvest"], 4)] == [["harvest"]]
    assert [lane.at_once for lane in lanes(["reminders", "harvest"], 4)] == [4, 1]
