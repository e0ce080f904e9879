"""What is due, what failed and who is to be reminded, as an operator sees it."""

import json
import os
from pathlib import Path

import pytest

from directory import run_lease
from directory.jobs import holding
from directory.jobs.declaring import Declared, declare
from directory.jobs.holding import Ended
from directory.leases import Leasing, Progress
from harvesters.source import load_source
from runtime.clock import SystemClock
from runtime.database import Database
from tests.fixtures.commanding import ROOT, Done, fingerpost

SOURCE = """
id = "clubs"
title = "Clubs (made up)"
publisher = { name = "Somebody made up" }
licence = { name = "Open Government Licence v3.0" }
reader = { kind = "table", url = "https://feeds.example/clubs.csv", local = "clubs.csv" }
[fields]
name = "name"
"""


@pytest.fixture
def folder(sqlite_database: Database, tmp_path: Path, gazetteer: object) -> Path:
    """A data folder with one source that nobody has harvested yet."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "clubs.toml").write_text(SOURCE)
    (tmp_path / "places").symlink_to(ROOT / "data" / "test-cache" / "places")
    return tmp_path


def _run(folder: Path, *arguments: str, code: int = 0) -> Done:
    environment = {
        **os.environ,
        "FINGERPOST_DATA_DIR": str(folder),
        "FINGERPOST_LOCAL_DIR": str(folder),
        "COLUMNS": "160",
    }
    return fingerpost(environment, *arguments, code=code)


def test_jobs_says_what_is_running_queued_waiting_and_failed(
    folder: Path, sqlite_database: Database
) -> None:
    now, leasing = SystemClock().now(), Leasing(300)
    wanted = {one: Declared(3_600, now) for one in ("at_work", "broken", "queued")}
    declare(sqlite_database, "harvest", wanted, now)
    running = holding.claim(sqlite_database, ("harvest", "at_work"), now, leasing)
    broken = holding.claim(sqlite_database, ("harvest", "broken"), now, leasing)
    assert running is not None
    assert broken is not None
    holding.renew(sqlite_database, running, now, leasing, Progress("Reading", 300, 5_000))
    later = Ended("failed", leasing.until(now), 2, "the source answered 503")
    holding.end(sqlite_database, broken, later, now)
    said = _run(folder, "jobs", code=3).stdout
    for expected in ("harvest at_work", "Reading 300 of 5000 on", "(2 times): the source answered"):
        assert expected in said
    told = json.loads(_run(folder, "jobs", "--json", code=3).stdout)["jobs"]
    states = {one["subject"]: (one["state"], one["attempts"]) for one in told}
    assert states == {"at_work": ("running", 0), "broken": ("waiting", 2), "queued": ("queued", 0)}
    assert told[0]["process"] == os.getpid()


def test_a_harvest_by_hand_puts_the_sources_own_turn_off(
    folder: Path, sqlite_database: Database
) -> None:
    now = SystemClock().now()
    declare(sqlite_database, "harvest", {"clubs": Declared(86_400, now)}, now)
    (folder / "clubs.csv").write_text("name\nTea and Talk\n")
    _run(folder, "harvest", "clubs")
    source = json.loads(_run(folder, "sources", "--json").stdout)[0]
    assert (source["health"], source["failures"], source["progress"]) == ("ok", 0, None)
    assert source["next_due_at"] > f"{now:%Y-%m-%d %H:%M}"
    assert "waiting" in _run(folder, "jobs").stdout


def test_a_run_under_way_tells_how_far_it_is(folder: Path, sqlite_database: Database) -> None:
    now, leasing = SystemClock().now(), Leasing(300)
    facts = load_source(folder / "sources" / "clubs.toml").facts()
    run = run_lease.begin(sqlite_database, facts, now, leasing)
    run_lease.renew(sqlite_database, run, now, leasing, Progress("Reading", 300, 5_000))
    assert "running Reading 300 of 5000" in _run(folder, "sources").stdout
    source = json.loads(_run(folder, "sources", "--json").stdout)[0]
    assert (source["last_run"], source["health"]) == ("running", "never")
    assert source["progress"]["done"] == 300


def test_a_kind_of_task_that_there_is_not_is_refused(folder: Path) -> None:
    assert "is not a kind of task" in _run(folder, "worker", "--only", "paint", code=2).stderr


def test_nobody_is_to_be_reminded_where_nobody_sent_anything(folder: Path) -> None:
    assert json.loads(_run(folder, "submissions", "reminders", "--json").stdout) == {
        "reminders": []
    }


@pytest.mark.parametrize(("every_s", "code"), [(0.0, 0), (3_600.0, 3)])
def test_a_leader_that_took_over_has_nothing_to_be_looked_at(
    every_s: float, code: int, folder: Path, sqlite_database: Database
) -> None:
    now, leasing, key = SystemClock().now(), Leasing(300), ("index", "")
    declare(sqlite_database, "index", {"": Declared(every_s, now)}, now)
    died = holding.claim(sqlite_database, key, now, leasing)
    assert died is not None
    holding.recover(sqlite_database, died, Ended("lost", now, 1, "its process ended"), now)
    taken_over = holding.claim(sqlite_database, key, now, leasing)
    assert taken_over is not None
    _run(folder, "jobs", code=3)
    assert holding.renew(sqlite_database, taken_over, now, leasing, Progress())
    _run(folder, "jobs", code=code)
