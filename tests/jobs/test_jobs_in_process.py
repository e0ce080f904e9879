"""What is due is run from within one process: small tasks here, long ones beside it."""

from collections.abc import Sequence
from typing import Any, cast

import pytest

from directory.jobs.declaring import Declared, declare
from directory.jobs.reading import Job, Key, all_jobs
from journeys.jobs import in_process
from journeys.jobs.in_process import InProcess
from journeys.jobs.leading import Leading
from journeys.jobs.task import Task
from runtime.children import Child
from tests.fakes.tools import FakeTools


class _FakeChild:
    def __init__(self) -> None:
        self.exit_code: int | None = None
        self.stopped = self.asked_to_end = False
        self.waited_s = self.stopped_within_s = 0.0

    def wait(self, seconds: float) -> bool:
        self.waited_s = seconds
        return self.exit_code is not None

    def ask_to_end(self) -> None:
        self.asked_to_end = True

    def stop(self, grace_s: float) -> None:
        self.stopped, self.stopped_within_s = True, grace_s


class _Children:
    """Starts nothing, and remembers what was to be started."""

    def __init__(self) -> None:
        self.started: list[Key] = []
        self.made: list[_FakeChild] = []

    def __call__(self, key: Key) -> Child:
        self.started.append(key)
        self.made.append(_FakeChild())
        return cast(Child, self.made[-1])


def _done(*_: Any) -> str:
    return "done"


SWEEP = Task("sweep", _done)
PAINT = Task("paint", _done, apart=True)


@pytest.fixture
def children() -> _Children:
    return _Children()


def _declared(tools: FakeTools, *keys: Key) -> None:
    now = tools.clock.now()
    for kind in {kind for kind, _ in keys}:
        wanted = {subject: Declared(3_600, now) for one, subject in keys if one == kind}
        declare(tools.database, kind, wanted, now)


def _house(tools: FakeTools, children: _Children, **more: Any) -> InProcess:
    return InProcess(tools, {"sweep": SWEEP, "paint": PAINT}, children, **more)


def _jobs(tools: FakeTools) -> Sequence[Job]:
    with tools.database.reading() as connection:
        return all_jobs(connection)


def test_small_tasks_are_done_here_and_long_ones_one_after_the_other(
    tools: FakeTools, children: _Children
) -> None:
    _declared(tools, ("sweep", "hall"), ("paint", "door"), ("paint", "wall"))
    house = _house(tools, children)
    house.turn()
    house.turn()
    assert children.started == [("paint", "door")]
    assert [job.outcome for job in _jobs(tools)] == [None, None, "done"]
    children.made[0].exit_code = 0
    house.turn()
    assert children.started[1:] == [("paint", "door")]


def test_as_many_at_once_as_wanted_and_only_of_the_wanted_kinds(
    tools: FakeTools, children: _Children
) -> None:
    _declared(tools, ("sweep", "hall"), ("paint", "door"), ("paint", "wall"))
    _house(tools, children, most=2, kinds=["paint"]).turn()
    assert children.started == [("paint", "door"), ("paint", "wall")]
    assert {job.outcome for job in _jobs(tools)} == {None}


def test_what_cannot_even_begin_is_not_begun_again_and_again(
    tools: FakeTools, children: _Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(in_process.time, "monotonic", lambda: now[0])
    _declared(tools, ("paint", "door"))
    house = _house(tools, children)
    house.turn()
    children.made[0].exit_code = 1
    house.turn()
    assert len(children.started) == 1
    now[0] += 61
    house.turn()
    assert len(children.started) == 2


def test_what_is_under_way_is_stopped_with_the_process(
    tools: FakeTools, children: _Children
) -> None:
    _declared(tools, ("paint", "door"))
    house = _house(tools, children)
    house.turn()
    house.stop()
    assert children.made[0].stopped


def test_its_grace_time_is_waited_for_once_however_many_are_under_way(
    tools: FakeTools, children: _Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(in_process.time, "monotonic", lambda: now[0])
    asked: list[bool] = []

    def waited(child: _FakeChild, seconds: float) -> bool:
        child.waited_s = seconds
        now[0] += min(seconds, 12.0)
        return False

    def stopped(child: _FakeChild, grace_s: float) -> None:
        child.stopped_within_s = grace_s
        asked.append(all(one.asked_to_end for one in children.made))
        now[0] += min(grace_s, 6.0)

    monkeypatch.setattr(_FakeChild, "wait", waited)
    monkeypatch.setattr(_FakeChild, "stop", stopped)
    _declared(tools, *(("paint", one) for one in ("door", "wall", "wood")))
    house = _house(tools, children, most=3, grace_s=30)
    house.turn()
    house.stop()
    assert [child.waited_s for child in children.made] == [20, 8, 0]
    assert [child.stopped_within_s for child in children.made] == [10, 4, 0]
    assert all(asked)
    assert now == [130.0]


def test_who_was_locked_out_has_time_for_a_sign_of_life(
    tools: FakeTools, children: _Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, waits_s, looked = [100.0], [1.5, 0.0], list[float]()
    monkeypatch.setattr(in_process.time, "monotonic", lambda: now[0])

    def recovered(_tools: FakeTools) -> None:
        looked.append(now[0])
        now[0] += waits_s.pop(0)

    monkeypatch.setattr(in_process, "recover", recovered)
    house = _house(tools, children)
    for _ in range(3):
        house.turn()
    assert looked == [100.0]
    now[0] += 2 * tools.leasing.beat_s
    house.turn()
    assert looked == [100.0, 101.5 + 2 * tools.leasing.beat_s]


def test_one_leads_and_another_when_it_has_gone(tools: FakeTools) -> None:
    worked: list[str] = []
    first, second = (
        Leading(tools, "index", lambda name=name: worked.append(name))  # type: ignore[misc]
        for name in ("first", "second")
    )
    for _ in range(2):
        first.turn()
        second.turn()
    assert worked == ["first", "first"]
    first.stop()
    second.turn()
    first.turn()
    assert worked == ["first", "first", "second"]
    second.stop()
