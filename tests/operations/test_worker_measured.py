"""A worker tells what it works on, on a port of its own."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from places.gazetteer import Gazetteer
from tests.fixtures.ports import free_port
from tests.fixtures.served import PATIENCE_S, ROOT, ServerProcess, environment, with_places


def test_a_worker_serves_metrics_of_jobs_and_sources(tmp_path: Path, gazetteer: Gazetteer) -> None:
    assert gazetteer.postcode("M33 7ZF") is not None
    port, log = free_port(), tmp_path / "log"
    env = environment(with_places(tmp_path / "data"), metrics_port=port)
    with log.open("wb") as written:
        command = [sys.executable, "-m", "commands", "worker"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=written, stderr=written)
    try:
        told = _told(ServerProcess(process, port, log))
        assert 'fingerpost_jobs{state="queued"}' in told
        assert "fingerpost_runs_under_way 0.0" in told
        assert "fingerpost_generation" in told
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


def _told(asked: ServerProcess) -> str:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert asked.process.poll() is None, asked.log.read_text()
        try:
            return asked.ask("/metrics").body.decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(asked.log.read_text())
