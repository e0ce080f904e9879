"""A worker is well as long as what it does comes round, not as long as it lives."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import typer

from api.gauges import HouseGauges
from api.measuring import registry_of, serve_metrics
from commands import working
from directory import migrating
from journeys.tend import Tending, stop
from runtime import turning
from runtime.database import Database
from runtime.settings import Settings
from tests.fixtures.commanding import ended
from tests.fixtures.ports import free_port
from tests.fixtures.served import PATIENCE_S, ROOT, environment, with_places
from tests.operations.test_measuring import _looked as looked_up


@pytest.fixture
def beside(postgres_database: Database, tmp_path: Path) -> dict[str, str]:
    """The environment of a worker, and of who asks it."""
    migrating.upgrade(postgres_database)
    return environment(
        with_places(tmp_path / "data"),
        database_url=postgres_database.url,
        metrics_port=free_port(),
    )


@pytest.fixture
def worker(beside: dict[str, str], tmp_path: Path) -> Iterator[int]:
    """The process of a worker at work."""
    command = [sys.executable, "-m", "commands", "worker", "--only", "republish"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=beside, stdout=log, stderr=log)
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _well(env: dict[str, str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while (done := ended(env, "worker", "--check")).returncode:
        assert time.monotonic() < deadline, done.stderr
        time.sleep(0.3)
    assert done.stdout == "The worker works.\n"


def _not_well(env: dict[str, str]) -> None:
    done = ended(env, "worker", "--check")
    assert done.returncode == 1
    assert "no worker answers" in done.stderr


def test_where_no_worker_is_none_is_well(beside: dict[str, str]) -> None:
    _not_well(beside)


def test_a_worker_is_well_while_it_turns_and_not_while_it_hangs(
    beside: dict[str, str], worker: int
) -> None:
    _well(beside)
    os.kill(worker, signal.SIGSTOP)
    _not_well(beside)
    os.kill(worker, signal.SIGCONT)
    _well(beside)


SHARED, OWN = "postgresql+psycopg://somebody@/nowhere", None
WELL = {"dispatching": 60.0, "tending": 60.0, "queue": 6.0}
ALONE = {"dispatching": 1.0, "tending": 1.0}
ILL = [
    ({**WELL, "tending": 1801.0}, SHARED, "hangs: its tending has not come round for 1801 s"),
    ({**WELL, "queue": 121.0}, SHARED, "hangs: its queue has not come round for 121 s"),
    ({**WELL, "dispatching": 1801.0}, SHARED, "hangs: its dispatching has not come round for"),
    (ALONE, SHARED, "has not begun with its queue"),
    ({"dispatching": 1.0}, OWN, "has not begun with its tending"),
]


@contextmanager
def _told(ages: dict[str, float], url: str | None, folder: Path) -> Iterator[Settings]:
    """The settings by which a worker is asked that tells these ages."""
    port = free_port()
    looked = replace(looked_up(), turns=lambda: ages)
    end = serve_metrics(registry_of(HouseGauges(looked)), "127.0.0.1", port)
    yield Settings(data_dir=folder, database_url=url, metrics_port=port, metrics_host="0.0.0.0")
    end()


@pytest.mark.parametrize(("ages", "url"), [(WELL, SHARED), (ALONE, OWN)])
def test_turns_that_came_round_lately_are_well(
    ages: dict[str, float], url: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _told(ages, url, tmp_path) as settings:
        working.check(settings)
    assert capsys.readouterr().out == "The worker works.\n"


@pytest.mark.parametrize(("ages", "url", "expected"), ILL)
def test_what_has_not_come_round_is_told(
    ages: dict[str, float],
    url: str | None,
    expected: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with _told(ages, url, tmp_path) as settings, pytest.raises(typer.Exit):
        working.check(settings)
    assert expected in capsys.readouterr().err


def test_what_hangs_does_not_come_round() -> None:
    going_on = Event()
    tending = Tending([lambda: None, going_on.wait], every_s=0.01, name="made up")
    tending.start()
    while "made up" not in turning.ages():
        time.sleep(0.01)
    time.sleep(0.3)
    hung_for = turning.ages()["made up"]
    assert hung_for > 0.2
    going_on.set()
    while turning.ages()["made up"] > hung_for:
        time.sleep(0.01)
    assert stop([tending])
