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
        self.stopped = False
        self.waited_s = 0.0

    def wait(self, seconds: float) -> bool:
        self.waited_s = seconds
        return self.exit_code is not None

    def stop(self, _grace_s: float) -> None:
        self.stopped = True


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
    monkeypatch.setattr(_FakeChild, "stop", lambda *_: now.__setitem__(0, now[0] + 20))
    _declared(tools, *(("paint", one) for one in ("door", "wall", "wood")))
    house = _house(tools, children, most=3, grace_s=30)
    house.turn()
    house.stop()
    assert [child.waited_s for child in children.made] == [30, 10, 0]


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
