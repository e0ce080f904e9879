"""What a process finds at its start and may not make or change: what, which role, what to do."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.failing import said_of
from directory import migrating, withdrawals
from runtime import jobs
from tests.directory.test_directory_roles import Town, town
from tests.fakes.listings import SERVICES
from tests.fixtures.commanding import Done, ended
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.served import environment

__all__ = ["town"]


def _told(done: Done, *words: str) -> None:
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for one in words:
        assert one in done.stderr


@pytest.fixture
def empty(postgres: PostgresServer) -> Town:
    """A database with its roles that nobody has migrated."""
    made = Town(postgres.new_database())
    made.make_roles()
    return made


@pytest.mark.parametrize(
    ("role", "command"), [("serving", "serve"), ("harvesting", "worker"), ("serving", "search")]
)
def test_a_database_that_nobody_has_migrated(
    empty: Town, tmp_path: Path, role: str, command: str
) -> None:
    done = ended(environment(tmp_path, database_url=empty.url(role)), command)
    _told(done, "this version's shape", f"fingerpost_{role}", "runs: fingerpost migrate")


def test_a_database_of_an_older_version(town: Town, tmp_path: Path) -> None:
    owner = town.database("migrating", "migrating")
    migrating.bring_to(owner, migrating.REVISIONS[-2])
    owner.close()
    done = ended(environment(tmp_path, database_url=town.url("serving")), "serve")
    _told(done, "this version's shape", "fingerpost_serving", "runs: fingerpost migrate")


def test_a_ledger_that_knows_more_than_the_database(town: Town, tmp_path: Path) -> None:
    harvesting, now = town.database("harvesting"), datetime.now(UTC)
    ledger = tmp_path / "withdrawals.jsonl"
    withdrawals.withdraw(harvesting, ledger, str(SERVICES[0].id), "made up", now)
    with harvesting.writing() as connection:
        connection.exec_driver_sql("DELETE FROM withdrawal")
    done = ended(environment(tmp_path, database_url=town.url("serving")), "serve")
    _told(done, str(ledger), "fingerpost_serving may not take them out", "fingerpost migrate")
    as_owner = environment(tmp_path, database_url=town.url("migrating"))
    assert ended(as_owner, "migrate").returncode == 0
    assert harvesting.rows("SELECT reason FROM withdrawal", {}) == [("made up",)]
    harvesting.close()


def test_a_queue_that_is_not_there(town: Town, tmp_path: Path) -> None:
    owner = town.database("migrating", "migrating")
    with owner.writing() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {jobs.SCHEMA} CASCADE")
    owner.close()
    done = ended(environment(tmp_path, database_url=town.url("harvesting")), "worker")
    _told(done, "the tables of the queue are not there", "runs: fingerpost migrate")


def test_a_command_of_another_role(town: Town, tmp_path: Path) -> None:
    env = environment(tmp_path, database_url=town.url("serving"))
    done = ended(env, "submissions", "new-key", "Moderator of Example Council")
    _told(done, "role may not do this", "operator_key", "docs/postgresql.md")


def test_a_ledger_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "withdrawals.jsonl").mkdir()
    done = ended(environment(tmp_path), "search", "tea")
    _told(done, f"withdrawals are in {tmp_path / 'withdrawals.jsonl'}, which user", "cannot read")


def test_a_file_of_somebody_else() -> None:
    said = said_of(PermissionError(errno.EACCES, "Permission denied", "/data/secret"))
    assert said is not None
    assert f"user {os.geteuid()}, who runs this, may not use /data/secret" in said
