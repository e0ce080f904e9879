"""On SQLite a worker does all that a server leaves to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from ctypes import CDLL
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from commands import worker
from commands.parts import Parts
from commands.tending import following, shared_index
from directory.catalogue.standing import standing as catalogued
from directory.fhir.standing import standing as translated
from journeys import tend
from runtime.settings import Settings
from schema.encoding import encode
from tests.fakes.index import FakeIndex
from tests.fakes.listings import service
from tests.fakes.published import publish
from tests.fixtures.commanding import ROOT, fingerpost

SOON_S = 60.0


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Those of a server that leaves the jobs to a worker."""
    opened = Parts(Settings(data_dir=tmp_path, jobs="worker"))
    publish(opened.database, [encode(service("Choir", last_modified="2026-11-20T12:00:00Z"))])
    yield opened
    opened.close()


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    return {**os.environ, "FINGERPOST_DATA_DIR": str(tmp_path), "FINGERPOST_JOBS": "worker"}


def _positions(parts: Parts) -> tuple[int, int]:
    return catalogued(parts.database).position, translated(parts.database).position


def _follow_as_a_server(parts: Parts) -> None:
    for turn in following(parts, serving=True)[0]:
        turn()


def _main_thread(process: subprocess.Popen[bytes]) -> None:
    process.terminate()


def _another_thread(process: subprocess.Popen[bytes]) -> None:
    """The main thread is not woken, as where it was about to wait when the signal came."""
    others = [int(one.name) for one in Path(f"/proc/{process.pid}/task").iterdir()]
    others.remove(process.pid)
    assert not CDLL(None).tgkill(process.pid, others[0], int(signal.SIGTERM))


@pytest.mark.parametrize("end", [_main_thread, _another_thread])
def test_the_catalogue_and_the_resources_are_followed_by_the_worker_until_it_is_ended(
    parts: Parts, environment: Mapping[str, str], end: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    _follow_as_a_server(parts)
    assert _positions(parts) == (0, 0)
    command = [sys.executable, "-m", "commands", "worker", "--grace-s", "5"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + SOON_S
        while _positions(parts) != (1, 1) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert _positions(parts) == (1, 1)
        end(process)
        assert process.wait(SOON_S) == 0
    finally:
        process.kill()
        process.wait()


def test_a_small_task_that_takes_long_is_left_at_the_end_of_the_grace_time(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the first that needs postcodes, which are made ready before it."""
    asked: dict[int, Callable[..., None]] = {}
    begun, go_on = Event(), Event()

    def take_long() -> None:
        begun.set()
        go_on.wait()

    own = SimpleNamespace(turn=take_long, stop=lambda: None)
    monkeypatch.setattr(worker, "in_process", lambda *_: own)
    monkeypatch.setattr(worker.signal, "signal", asked.__setitem__)
    monkeypatch.setattr(tend, "ENDS_S", 1.0)
    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(worker.work, parts, 1, ["republish"], 0.1)
        assert begun.wait(SOON_S)
        assert not working.done()
        asked[signal.SIGTERM]()
        working.result(SOON_S)
    go_on.set()


def test_an_index_that_all_share_is_left_to_the_worker(parts: Parts) -> None:
    parts.__dict__["index"] = FakeIndex(())
    assert shared_index(parts, serving=True) == []
    assert len(shared_index(parts, serving=False)) == 1


def test_there_is_nothing_to_prepare(parts: Parts, environment: Mapping[str, str]) -> None:
    done = fingerpost(environment, "worker", "--prepare")
    assert done.stdout == "There is nothing to prepare: SQLite needs no queue.\n"
