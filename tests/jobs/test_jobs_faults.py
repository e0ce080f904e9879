"""A fault in one kind of task stops no other, and what dead processes left is ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from directory.documents.reading import Reading
from directory.jobs.declaring import Declared, declare
from directory.jobs.reading import Job, all_jobs
from directory.run_lease import begin
from directory.tables.sources import RUN
from journeys.jobs.dispatching import Dispatching
from journeys.jobs.in_process import InProcess
from journeys.jobs.performing import perform, recover
from journeys.jobs.tasks import TASKS
from runtime.holder import here
from tests.fakes.tools import FakeTools
from tests.fixtures.records import facts

KINDS = ("export", "reminders", "republish")


class _Queue:
    def __init__(self) -> None:
        self.waiting: list[str] = []

    def put(self, kind: str, _subject: str) -> bool:
        self.waiting.append(kind)
        return True

    def take_back(self, kind: str, subject: str) -> None:
        return None

    def take_back_from_silent(self, silent_s: float) -> None:
        return None


@pytest.fixture
def broken(tools: FakeTools) -> FakeTools:
    """Where the folder of the exports should be there is a file, which no user can write into."""
    (tools.folder / "exports").write_text("made up")
    now = tools.clock.now()
    for kind in KINDS:
        declare(tools.database, kind, {"": Declared(10, now)}, now)
    return tools


def _job(tools: FakeTools, kind: str) -> Job:
    with tools.database.reading() as connection:
        return next(job for job in all_jobs(connection) if job.kind == kind)


def test_a_fault_in_the_exports_folder_stops_no_other_kind(broken: FakeTools) -> None:
    queue = _Queue()
    Dispatching(broken, queue).turn()
    assert sorted(queue.waiting) == sorted(KINDS)


def test_nor_does_it_within_one_process(broken: FakeTools) -> None:
    InProcess(broken, {kind: replace(TASKS[kind], apart=False) for kind in KINDS}, _never).turn()
    assert [_job(broken, kind).outcome for kind in KINDS] == ["failed", "done", "done"]


def _never(_key: object) -> object:
    raise AssertionError("nothing is to be started")


def test_the_fault_is_told_once_and_looked_at_again_a_minute_later(broken: FakeTools) -> None:
    with capture_logs() as logs:
        for _ in range(3):
            perform(TASKS["export"], "", broken)
            job = _job(broken, "export")
            assert job.due_at >= broken.clock.now() + timedelta(minutes=1)
            broken.clock.at = job.due_at
    assert job.reason == f"the files cannot be kept in {broken.folder / 'exports'}: Not a directory"
    assert [one["why"] for one in logs if one["log_level"] != "debug"] == [job.reason]


def _runs(tools: FakeTools) -> Sequence[tuple[str, str | None]]:
    rows = tools.database.rows("SELECT state, reason FROM run ORDER BY id", {})
    return [(row[0], row[1]) for row in rows]


def test_runs_of_dead_processes_are_ended_though_nobody_harvests_the_source_again(
    tools: FakeTools,
) -> None:
    run = begin(tools.database, facts("clubs"), tools.clock.now())
    begin(tools.database, facts("halls"), tools.clock.now())
    dead = str(replace(here(), started="1"))
    with tools.database.writing() as connection:
        connection.execute(RUN.update().where(RUN.c.id == run).values(holder=dead))
    recover(tools)
    assert _runs(tools) == [("failed", "its process ended before the run did"), ("running", None)]
    assert Reading(tools.database, tools.clock).sources()[0].health == "failing"


def test_runs_of_silent_machines_are_ended_when_their_lease_is_over(tools: FakeTools) -> None:
    begin(tools.database, facts("clubs"), tools.clock.now())
    with tools.database.writing() as connection:
        connection.execute(RUN.update().values(holder=str(replace(here(), machine="another"))))
    tools.clock.at += timedelta(seconds=59)
    recover(tools)
    assert [state for state, _ in _runs(tools)] == ["running"]
    tools.clock.at += timedelta(seconds=2)
    recover(tools, "sweep")
    assert [state for state, _ in _runs(tools)] == ["running"]
    recover(tools)
    assert [state for state, _ in _runs(tools)] == ["failed"]
