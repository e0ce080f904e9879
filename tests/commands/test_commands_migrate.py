"""Bringing a database to a shape, and back to an older one, from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from directory import migrating
from tests.fixtures.commanding import ended
from tests.fixtures.served import environment

BEFORE = migrating.REVISIONS[-2]


def test_a_database_goes_back_and_forth(tmp_path: Path) -> None:
    said = environment(tmp_path / "data")
    assert ended(said, "migrate").returncode == 0
    back = ended(said, "migrate", "--to", BEFORE)
    assert (back.returncode, BEFORE in back.stdout) == (0, True)
    behind = ended(said, "migrate", "--check")
    assert (behind.returncode, f"at revision {BEFORE}" in behind.stderr) == (1, True)
    assert f"it was at {BEFORE}" in ended(said, "migrate").stdout
    assert ended(said, "migrate", "--check").returncode == 0


@pytest.mark.parametrize("command", [("migrate",), ("search", "choir"), ("serve",), ("worker",)])
def test_a_database_of_a_later_version_is_left_as_it_is(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    data = tmp_path / "data"
    said = environment(data)
    assert ended(said, "migrate").returncode == 0
    with closing(sqlite3.connect(data / "fingerpost.sqlite3")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    refused = ended(said, *command)
    assert refused.returncode == 1
    assert "the database is at revision 9999, of a later version" in refused.stderr
    assert f"fingerpost migrate --to {migrating.NEWEST}" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("to", ["0000", "made-up", migrating.NEWEST, "head"])
def test_it_goes_back_to_nothing_else(tmp_path: Path, to: str) -> None:
    said = environment(tmp_path / "data")
    assert ended(said, "migrate").returncode == 0
    refused = ended(said, "migrate", "--to", to)
    assert refused.returncode == 1
    assert f"--to is '{to}', the database at {migrating.NEWEST}; expected one of" in refused.stderr
    assert ended(said, "migrate", "--check").returncode == 0
