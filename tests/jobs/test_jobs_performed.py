"""A task that is due is done once, by one; whatever happens to it is written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.jobs import holding
from directory.jobs.declaring import Declared, declare, put_off
from directory.jobs.holding import Ended
from directory.jobs.reading import Job, all_jobs, due, held
from directory.leases import Leasing, Progress
from directory.tables.jobs import JOB
from journeys.jobs.performing import perform, recover
from journeys.jobs.task import Later, Task, TaskFailed, Tell, Tools
from runtime.holder import here
from runtime.termination import HandedBack
from tests.fakes.tools import FakeTools

KEY = ("sweep", "the_hall")
HOUR_S = 3_600.0


def _task(work: Callable[[Tools, str, Tell], str | None]) -> Task:
    return Task("sweep", work)


def _swept(_tools: Tools, subject: str, _tell: Tell) -> str:
    return f"{subject} is clean"


def _raising(error: BaseException) -> Task:
    def work(_tools: Tools, _subject: str, _tell: Tell) -> str:
        raise error

    return _task(work)


@pytest.fixture(autouse=True)
def _declared(tools: FakeTools) -> None:
    now = tools.clock.now()
    declare(tools.database, "sweep", {"the_hall": Declared(HOUR_S, now)}, now)


def _job(tools: FakeTools) -> Job:
    with tools.database.reading() as connection:
        return all_jobs(connection)[0]


def _queued_and_running(tools: FakeTools) -> tuple[int, int]:
    with tools.database.reading() as connection:
        return len(due(connection, tools.clock.now())), len(held(connection))


def test_done_once_and_due_again_an_interval_later(tools: FakeTools) -> None:
    ended = perform(_task(_swept), "the_hall", tools)
    assert ended is not None
    assert (ended.outcome, ended.reason, ended.attempts) == ("done", "the_hall is clean", 0)
    assert perform(_task(_swept), "the_hall", tools) is None
    tools.clock.at += timedelta(hours=1, minutes=6)
    assert perform(_task(_swept), "the_hall", tools) is not None


def test_nobody_else_does_what_somebody_is_at(tools: FakeTools) -> None:
    seen: list[object] = []

    def work(tools: Tools, subject: str, _tell: Tell) -> str:
        seen.append(perform(_task(_swept), subject, tools))
        seen.append(_queued_and_running(tools))
        return "done"

    before = _queued_and_running(tools)
    perform(_task(work), "the_hall", tools)
    assert before == (1, 0)
    assert seen == [None, (0, 1)]


def test_a_failure_is_counted_tried_again_and_forgotten_when_it_is_done(tools: FakeTools) -> None:
    busy = TaskFailed("the hall is in use", temporary=True)
    for attempts, minutes in ((1, 1), (2, 2), (3, 4)):
        perform(_raising(busy), "the_hall", tools)
        job = _job(tools)
        assert (job.outcome, job.reason, job.attempts) == ("failed", busy.reason, attempts)
        wait = job.due_at - tools.clock.now()
        assert timedelta(minutes=minutes) <= wait <= timedelta(minutes=minutes * 1.1)
        tools.clock.at = job.due_at
    perform(_task(_swept), "the_hall", tools)
    assert (_job(tools).attempts, _job(tools).outcome) == (0, "done")


def test_a_failure_that_stays_waits_for_its_turn(tools: FakeTools) -> None:
    perform(_raising(TaskFailed("no such hall", temporary=False)), "the_hall", tools)
    assert _job(tools).due_at >= tools.clock.now() + timedelta(hours=1)


def test_what_nobody_foresaw_is_written_down_too(tools: FakeTools) -> None:
    ended = perform(_raising(ValueError("the broom broke\nin two")), "the_hall", tools)
    assert ended is not None
    assert (ended.outcome, ended.reason) == ("failed", "ValueError: the broom broke")
    assert _job(tools).lease_until is None


def test_what_cannot_be_now_is_no_failure(tools: FakeTools) -> None:
    at = tools.clock.now() + timedelta(minutes=7)
    perform(_raising(Later(at, "another is sweeping")), "the_hall", tools)
    assert (_job(tools).due_at, _job(tools).attempts) == (at, 0)


def test_what_is_handed_back_is_due_at_once_and_no_failure(tools: FakeTools) -> None:
    perform(_raising(HandedBack()), "the_hall", tools)
    job = _job(tools)
    assert (job.outcome, job.attempts, job.due_at) == ("handed back", 0, tools.clock.now())
    assert job.lease_until is None


def test_how_far_it_is_can_be_seen_while_it_is_at_work(tools: FakeTools) -> None:
    now = tools.clock.now()
    job = holding.claim(tools.database, KEY, now, tools.leasing)
    assert job is not None
    assert holding.renew(tools.database, job, now, tools.leasing, Progress("Sweeping", 3, 12))
    with tools.database.reading() as connection:
        seen = held(connection)[0]
    assert (seen.doing, seen.done, seen.total) == ("Sweeping", 3, 12)
    assert seen.holder == str(here())


def test_a_silent_holder_loses_its_lease_and_has_no_further_say(tools: FakeTools) -> None:
    lost = _left_by_another_machine(tools)
    tools.clock.at += timedelta(seconds=59)
    assert recover(tools) == []
    tools.clock.at += timedelta(seconds=2)
    assert recover(tools) == [KEY]
    assert (_job(tools).outcome, _job(tools).due_at) == ("lost", tools.clock.now())
    assert perform(_task(_swept), "the_hall", tools) is not None
    now = tools.clock.now()
    assert not holding.renew(tools.database, lost, now, Leasing(), Progress())
    assert not holding.end(tools.database, lost, Ended("failed", now), now)
    assert _job(tools).outcome == "done"


def test_a_sign_of_life_between_looking_and_taking_back_counts(tools: FakeTools) -> None:
    seen = _left_by_another_machine(tools)
    tools.clock.at += timedelta(seconds=61)
    now = tools.clock.now()
    assert holding.renew(tools.database, seen, now, Leasing(), Progress())
    assert not holding.recover(tools.database, seen, Ended("lost", now), now)


def test_a_holder_that_died_on_this_machine_is_seen_at_once(tools: FakeTools) -> None:
    holding.claim(tools.database, KEY, tools.clock.now(), tools.leasing)
    with tools.database.writing() as connection:
        connection.execute(JOB.update().values(holder=str(replace(here(), started="1"))))
    assert recover(tools) == [KEY]
    assert "its process ended before the task did (process" in str(_job(tools).reason)


def test_what_was_done_by_other_hands_is_put_off(tools: FakeTools) -> None:
    later = tools.clock.now() + timedelta(hours=5)
    put_off(tools.database, KEY, later, tools.clock.now())
    with tools.database.reading() as connection:
        assert due(connection, later - timedelta(seconds=1)) == []
        assert [job.key for job in due(connection, later)] == [KEY]


def _left_by_another_machine(tools: FakeTools) -> Job:
    job = holding.claim(tools.database, KEY, tools.clock.now(), tools.leasing)
    assert job is not None
    with tools.database.writing() as connection:
        connection.execute(JOB.update().values(holder=str(replace(here(), machine="another"))))
    return job
