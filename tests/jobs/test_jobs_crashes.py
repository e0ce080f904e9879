"""Workers that are killed, asked to end or lose their database: nothing is lost, nothing twice."""

import os
import random
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from directory.jobs.reading import Job, of_kind
from directory.tables.jobs import JOB
from runtime.database import Database
from runtime.holder import read_holder
from tests.fixtures.hosts import ROWS, Hosts
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.tables import dump

KILLS = 3
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def _job(database: Database) -> Job | None:
    with database.reading() as connection:
        return next((job for job in of_kind(connection, "harvest")), None)


def _is(database: Database, outcome: str) -> bool:
    job = _job(database)
    return job is not None and job.lease_until is None and job.outcome == outcome


def _runs(database: Database, state: str) -> int:
    found = database.rows("SELECT count(*) FROM run WHERE state = :state", {"state": state})
    return int(found[0][0])


def _begun(database: Database) -> int:
    return int(database.rows("SELECT count(*) FROM run", {})[0][0])


def _due_now(database: Database) -> None:
    """As if the wait for the next turn were over, after however many times it failed."""
    with database.writing() as connection:
        connection.execute(
            JOB.update().where(JOB.c.kind == "harvest").values(due_at=LONG_AGO, attempts=0)
        )


def _everything_once(database: Database) -> None:
    tables = dump(database)
    assert len(tables["document"]) == len(tables["record"]) == ROWS
    assert [row["number"] for row in tables["change"]] == list(range(1, ROWS + 1))
    assert tables["staged_record"] == tables["staged_key"] == []


def test_killed_at_any_moment_again_and_again(
    postgres_database: Database, hosts: Callable[..., Hosts]
) -> None:
    machine = hosts(postgres_database.url, feed_s=1.0, apart=False)
    chance = random.Random(20261122)
    for _ in range(KILLS):
        _due_now(postgres_database)
        before = _begun(postgres_database)
        machine.start("worker")
        machine.until(lambda before=before: _begun(postgres_database) > before)
        time.sleep(chance.uniform(0.0, 2.0))
        machine.kill("worker")
        published = len(dump(postgres_database)["document"])
        assert published in (0, ROWS)
    _due_now(postgres_database)
    machine.start("worker")
    machine.until(lambda: _is(postgres_database, "done"))
    assert _runs(postgres_database, "running") == 0
    assert _runs(postgres_database, "failed") >= 1
    _everything_once(postgres_database)


def test_one_that_hangs_is_passed_over_and_publishes_nothing_when_it_wakes(
    postgres_database: Database, hosts: Callable[..., Hosts]
) -> None:
    machine = hosts(postgres_database.url, feed_s=1.0, apart=False)
    machine.start("hanging")
    machine.until(lambda: _runs(postgres_database, "running"))
    stopped = (_at_work(postgres_database), machine.started["hanging"].pid)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    machine.start("other")
    machine.until(lambda: _is(postgres_database, "done"))
    before = dump(postgres_database)
    for pid in stopped:
        os.kill(pid, signal.SIGCONT)
    machine.until(lambda: not Path(f"/proc/{stopped[0]}").exists())
    after = dump(postgres_database)
    assert [run["state"] for run in after["run"]] == ["failed", "complete"]
    for table in ("record", "document", "change", "run"):
        assert after[table] == before[table]
    _everything_once(postgres_database)


def _at_work(database: Database) -> int:
    rows = database.rows("SELECT holder FROM run WHERE state = 'running'", {})
    return read_holder(rows[0][0]).pid


def test_asked_to_end_it_hands_back_what_takes_too_long_and_finishes_what_does_not(
    postgres_database: Database, hosts: Callable[..., Hosts]
) -> None:
    machine = hosts(postgres_database.url, feed_s=4.0, apart=False)
    machine.start("hasty", grace_s=0)
    machine.until(lambda: _runs(postgres_database, "running"))
    assert machine.stop("hasty") == 0
    job = _job(postgres_database)
    assert job is not None
    assert (job.outcome, job.attempts, job.lease_until) == ("handed back", 0, None)
    assert job.due_at <= datetime.now(UTC) + timedelta(seconds=1)
    assert _runs(postgres_database, "running") == 0
    machine.start("patient", grace_s=30)
    machine.until(lambda: _runs(postgres_database, "running"))
    assert machine.stop("patient") == 0
    assert _is(postgres_database, "done")
    _everything_once(postgres_database)


def test_a_database_that_crashes_is_waited_for(
    mortal_postgres: PostgresServer, mortal_database: Database, hosts: Callable[..., Hosts]
) -> None:
    machine = hosts(mortal_database.url, feed_s=2.0, lease_s=5.0, apart=False)
    machine.start("worker")
    machine.until(lambda: _runs(mortal_database, "running"))
    mortal_postgres.crash()
    mortal_database.engine.dispose()
    machine.until(lambda: _is(mortal_database, "done"))
    _everything_once(mortal_database)
    _due_now(mortal_database)
    machine.until(lambda: _runs(mortal_database, "complete") == 2)
    assert machine.started["worker"].poll() is None
    assert dump(mortal_database)["run"][-1]["unchanged"] == ROWS
