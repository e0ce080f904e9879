"""The queue in PostgreSQL: made once, holds each job once, and gives back what the dead held."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace

import psycopg
import pytest

from directory.jobs import holding
from directory.jobs.declaring import Declared, declare
from journeys.jobs import dispatching as dispatched
from journeys.jobs.dispatching import Dispatching
from runtime import jobs
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fakes.tools import FakeTools


@pytest.fixture
def url(postgres_database: Database) -> str:
    jobs.prepare(postgres_database.url)
    return postgres_database.url


@pytest.fixture
def sending(url: str) -> Iterator[jobs.Sending]:
    opened = jobs.Sending(url)
    opened.open()
    yield opened
    opened.close()


def _rows(url: str) -> list[tuple[str, str]]:
    with psycopg.connect(jobs.libpq(url)) as connection:
        found = connection.execute(
            f"SELECT lock, status::text FROM {jobs.SCHEMA}.procrastinate_jobs ORDER BY id"
        )
        return [(lock, status) for lock, status in found]


def _taken(url: str) -> None:
    """A worker takes a job and is never heard of again."""
    with psycopg.connect(jobs.libpq(url), options=f"-c search_path={jobs.SCHEMA}") as connection:
        connection.execute("SELECT procrastinate_register_worker_v1()")
        connection.execute("SELECT procrastinate_fetch_job_v2(NULL, 1)")


def test_many_that_start_at_once_make_its_tables_once(postgres_database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(jobs.prepare, [postgres_database.url] * 4))
    assert sorted(made) == [False, False, False, True]


def test_a_job_waits_once(sending: jobs.Sending, url: str) -> None:
    assert sending.put("harvest", "clubs")
    assert not sending.put("harvest", "clubs")
    assert sending.put("harvest", "halls")
    assert _rows(url) == [("harvest:clubs", "todo"), ("harvest:halls", "todo")]


def test_what_a_dead_worker_holds_leaves_the_queue(sending: jobs.Sending, url: str) -> None:
    sending.put("harvest", "clubs")
    _taken(url)
    sending.put("harvest", "clubs")
    assert _rows(url) == [("harvest:clubs", "doing"), ("harvest:clubs", "todo")]
    sending.take_back("harvest", "halls")
    sending.take_back_from_silent(60)
    assert len(_rows(url)) == 2
    sending.take_back("harvest", "clubs")
    assert _rows(url) == [("harvest:clubs", "todo")]


def test_a_worker_that_is_silent_for_too_long_holds_nothing(
    sending: jobs.Sending, url: str
) -> None:
    sending.put("harvest", "clubs")
    _taken(url)
    sending.take_back_from_silent(0)
    assert _rows(url) == []


def test_what_is_due_is_dispatched_once_a_turn_of_it(
    sending: jobs.Sending,
    url: str,
    postgres_database: Database,
    clock: FrozenClock,
    tmp_path: object,
) -> None:
    tools = FakeTools(postgres_database, clock, tmp_path, lambda: None)  # type: ignore[arg-type]
    declare(postgres_database, "harvest", {"clubs": Declared(60, clock.now())}, clock.now())
    dispatching = Dispatching(tools, sending)
    for _ in range(3):
        dispatching.turn()
    assert _rows(url) == [("harvest:clubs", "todo")]
    _taken(url)
    held = holding.claim(postgres_database, ("harvest", "clubs"), clock.now(), tools.leasing)
    dispatching.turn()
    assert held is not None
    assert _rows(url) == [("harvest:clubs", "doing")]


def test_a_row_that_nobody_is_at_work_on_holds_up_the_next_no_longer(
    sending: jobs.Sending,
    url: str,
    postgres_database: Database,
    clock: FrozenClock,
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its worker did the task, lives, and lost its connection before it could say so."""
    tools = FakeTools(postgres_database, clock, tmp_path, lambda: None)  # type: ignore[arg-type]
    declare(postgres_database, "harvest", {"clubs": Declared(60, clock.now())}, clock.now())
    dispatching = Dispatching(tools, sending)
    dispatching.turn()
    _taken(url)
    now_s = time.monotonic()
    for _ in range(2):
        now_s += tools.leasing.lease_s
        monkeypatch.setattr(dispatched, "time", SimpleNamespace(monotonic=partial(float, now_s)))
        dispatching.turn()
        told = _rows(url)
    assert told == [("harvest:clubs", "todo")]
