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
from journeys.tend import Tending
from runtime import turning
from runtime.database import Database
from runtime.settings import Settings
from tests.fixtures.commanding import ended
from tests.fixtures.ports import free_port
from tests.fixtures.served import PATIENCE_S, ROOT, environment, with_places
from tests.operations.test_measuring import _looked as looked_up


@pytest.fixture
def worker(postgres_database: Database, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a worker at work."""
    migrating.upgrade(postgres_database)
    env = environment(
        with_places(tmp_path / "data"),
        database_url=postgres_database.url,
        metrics_port=free_port(),
    )
    command = [sys.executable, "-m", "commands", "worker", "--only", "republish"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        yield {**env, "PID": str(process.pid)}
    finally:
        process.kill()
        process.wait()


def _well(env: dict[str, str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while (done := ended(env, "worker", "--check")).returncode:
        assert time.monotonic() < deadline, done.stderr
        time.sleep(0.3)
    assert done.stdout == "The worker works.\n"


def test_a_worker_is_well_while_it_turns_and_not_while_it_hangs(worker: dict[str, str]) -> None:
    refused = ended(worker, "worker", "--check")
    assert refused.returncode == 1
    assert "no worker answers" in refused.stderr or "has not begun" in refused.stderr
    _well(worker)
    os.kill(int(worker["PID"]), signal.SIGSTOP)
    hanging = ended(worker, "worker", "--check")
    assert hanging.returncode == 1
    assert "no worker answers" in hanging.stderr
    os.kill(int(worker["PID"]), signal.SIGCONT)
    _well(worker)


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
    tending.stop()
