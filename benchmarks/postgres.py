"""A PostgreSQL with PostGIS of one's own for measuring, set as `compose.yaml` sets it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.installed import check_postgis, postgres_program

NAME = "measured"
SETTINGS = {"shared_buffers": "512MB", "max_wal_size": "2GB", "checkpoint_timeout": "15min"}
"""What docs/postgresql.md recommends for 200,000 listings."""
DATABASE_URL = "FINGERPOST_DATABASE_URL"


@contextmanager
def postgres() -> Iterator[str]:
    """The SQLAlchemy URL of an empty database that has PostGIS; its server ends with the context.

    Raises NotInstalled where it or PostGIS is missing, RuntimeError where it does not start.
    """
    check_postgis()
    folder = Path(mkdtemp(prefix="fingerpost-pg-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
        settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options = f"-c listen_addresses='' -k {folder} {settings}"
        run("pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start")
        try:
            for database, statement in (
                ("postgres", f"CREATE DATABASE {NAME}"),
                (NAME, "CREATE EXTENSION postgis"),
            ):
                run("psql", "-h", folder, "-U", "postgres", "-d", database, "-qc", statement)
            yield f"postgresql+psycopg://postgres@/{NAME}?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database_for_servers(asked: bool) -> Iterator[str | None]:
    """A PostgreSQL whose address servers under test are told by their environment; None if not
    `asked`, and they take SQLite.
    """
    if not asked:
        yield None
        return
    with postgres() as url:
        os.environ[DATABASE_URL] = url
        try:
            yield url
        finally:
            del os.environ[DATABASE_URL]


def run(program: str, *arguments: object) -> None:
    """Run a program of PostgreSQL, as its user where this one is root.

    Raises NotInstalled where it is missing, RuntimeError where it fails.
    """
    found = postgres_program(program)
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_user, str(found), *map(str, arguments)]
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}: {done.stderr.decode()}")
