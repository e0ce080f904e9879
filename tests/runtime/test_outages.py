"""What a database that cannot work raises is told from faults of ours."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from runtime.connecting import Connecting
from runtime.database import Database
from runtime.outages import CAUSES, Outage, outage
from runtime.reads_within import TooSlow
from tests.fixtures.postgres import PostgresServer


def _raised(database: Database, statement: str) -> Exception:
    with pytest.raises(CAUSES) as raised, database.writing() as connection:
        connection.exec_driver_sql(statement)
    return raised.value


def test_a_fault_of_ours_is_none(database: Database) -> None:
    assert outage(_raised(database, "SELECT nothing FROM nowhere")) is None
    assert outage(_raised(database, "INSERT INTO source (id) VALUES (NULL)")) is None
    with pytest.raises(CAUSES) as raised:
        database.rows("SELECT nothing FROM nowhere", {})
    assert outage(raised.value) is None
    assert outage(ValueError("made up")) is None


def test_slow_is_busy() -> None:
    assert outage(TooSlow(1.0)) == "busy"
    assert outage(PoolTimeout("made up")) == "busy"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("57P01", "away"),
        ("57P03", "away"),
        ("08006", "away"),
        ("57014", "busy"),
        ("55P03", "busy"),
        ("40P01", "busy"),
        ("53300", "busy"),
        ("53100", "full"),
        ("25006", "read-only"),
        ("23505", None),
        ("42P01", None),
    ],
)
def test_postgresql_says_it_by_code(
    postgres_database: Database, code: str, expected: Outage | None
) -> None:
    said = f"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '{code}'; END $$"
    assert outage(_raised(postgres_database, said)) == expected


def test_nobody_there_is_away(tmp_path: Path) -> None:
    database = Database(f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    with pytest.raises(CAUSES) as raised:
        database.rows("SELECT 1", {})
    assert outage(raised.value) == "away"


def test_connections_that_were_lost_are_made_anew(
    mortal_postgres: PostgresServer, mortal_database: Database
) -> None:
    assert mortal_database.rows("SELECT 1", {}) == [(1,)]
    mortal_postgres.crash()
    assert mortal_database.rows("SELECT 1", {}) == [(1,)]
    with mortal_database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_no_connection_to_be_had_is_busy(postgres: PostgresServer) -> None:
    narrow = Connecting(pool=1, overflow=0, wait_s=0.05)
    database = Database(postgres.new_database(), narrow)
    with database.reading(), pytest.raises(PoolTimeout) as raised:
        database.rows("SELECT 1", {})
    assert outage(raised.value) == "busy"
    database.close()


def test_a_file_that_others_hold_is_busy(sqlite_database: Database) -> None:
    path = str(sqlite_database.engine.url.database)
    with sqlite3.connect(path, isolation_level=None) as holding:
        holding.execute("BEGIN IMMEDIATE")
        impatient = sqlite3.connect(path, timeout=0.05, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError) as raised:
            impatient.execute("BEGIN IMMEDIATE")
        impatient.close()
    assert outage(raised.value) == "busy"
    assert outage(OperationalError("BEGIN", {}, raised.value)) == "busy"


def test_a_file_in_a_folder_that_is_gone_is_away(sqlite_database: Database) -> None:
    folder = Path(str(sqlite_database.engine.url.database)).parent
    sqlite_database.close()
    shutil.rmtree(folder)
    with pytest.raises(DBAPIError) as raised, sqlite_database.reading():
        raise AssertionError("it was read from a folder that is gone")
    assert outage(raised.value) == "away"
