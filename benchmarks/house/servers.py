"""PostgreSQL and Meilisearch for measuring, each with its data in a folder that may be kept."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import Popen
from time import monotonic, sleep
from urllib.request import urlopen

from benchmarks.installed import check_postgis, meilisearch_program
from benchmarks.postgres import run
from benchmarks.serving import free_port

MASTER_KEY = "a-made-up-master-key-for-measuring"
STARTS_S = 120.0
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "max_connections": "60",
}
"""What an operator would set on such a machine; all databases of a run share it."""


def stop_servers_when_ended() -> None:
    """Let SIGTERM end this process as an exception does, so that no server outlives it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


@contextmanager
def postgres_in(folder: Path) -> Iterator[Path]:
    """A PostgreSQL with its data in `folder`; gives the folder of its socket.

    Raises NotInstalled where it or PostGIS is missing, RuntimeError where it does not start.
    """
    check_postgis()
    data = folder / "data"
    new = not data.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    if new:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    options = f"-c listen_addresses='' -k {folder} {options}"
    run("pg_ctl", "-D", data, "-o", options, "-t", "120", "-w", "-l", folder / "log", "start")
    try:
        yield folder
    finally:
        run("pg_ctl", "-D", data, "-m", "fast", "-t", "120", "-w", "stop")


def database_in(socket: Path, name: str) -> str:
    """The SQLAlchemy URL of a database that has PostGIS, made unless it is there."""
    with suppress(RuntimeError):
        run("createdb", "-h", socket, "-U", "postgres", name)
        run("psql", "-h", socket, "-U", "postgres", "-d", name, "-qc", "CREATE EXTENSION postgis")
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"


@contextmanager
def meilisearch_in(folder: Path, memory: str) -> Iterator[str]:
    """A Meilisearch with its data in `folder`; gives its address.

    `memory` is the most that it may use for indexing. Raises NotInstalled where it is missing,
    RuntimeError when it does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "meilisearch"
    if not program.exists():
        shutil.copyfile(meilisearch_program(), program)
        program.chmod(0o755)
    port = free_port()
    command = (
        f"{program} --db-path data --dump-dir dumps --snapshot-dir snapshots --no-analytics"
        f" --env production --http-addr 127.0.0.1:{port} --master-key {MASTER_KEY}"
        f" --max-indexing-memory {memory} --max-indexing-threads 3 --log-level WARN"
    ).split()
    with open(folder / "log", "ab") as log:
        process = Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(process, f"http://127.0.0.1:{port}", folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "Popen[bytes]", url: str, log: Path) -> None:
    until = monotonic() + STARTS_S
    while process.poll() is None and monotonic() < until:
        with suppress(OSError), urlopen(f"{url}/health", timeout=1):
            return
        sleep(0.05)
    raise RuntimeError(f"Meilisearch did not start: {log.read_text()[-2000:]}")
