"""A large transaction of SQLite: once it is committed, all of it soon stands in the file itself."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from runtime.database import Database

ROWS = 200


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'large.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE said (number INTEGER PRIMARY KEY, body BLOB)")
    return database


def fill(database: Database) -> None:
    with database.writing(large=True) as connection:
        for number in range(ROWS):
            connection.exec_driver_sql("INSERT INTO said VALUES (?, zeroblob(50000))", (number,))


def test_what_is_written_stands_in_the_file_alone_once_it_is_closed(
    database: Database, tmp_path: Path
) -> None:
    fill(database)
    database.close()
    copied = tmp_path / "copied.sqlite3"
    copied.write_bytes((tmp_path / "large.sqlite3").read_bytes())
    with sqlite3.connect(copied) as connection:
        assert connection.execute("SELECT count(*) FROM said").fetchone() == (ROWS,)


def test_what_fails_leaves_nothing(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO said VALUES ({ROWS - 1}, NULL)")
    with pytest.raises(IntegrityError):
        fill(database)
    assert database.rows("SELECT count(*) FROM said", {}) == [(1,)]


def test_others_write_while_the_log_is_copied(database: Database) -> None:
    fill(database)
    for number in range(ROWS, ROWS + 20):
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO said VALUES (?, NULL)", (number,))
    assert database.rows("SELECT count(*) FROM said", {}) == [(ROWS + 20,)]
    database.close()


def test_usual_writes_copy_their_log_as_before(database: Database) -> None:
    fill(database)
    with database.writing() as connection:
        after = connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()
    assert after == 4_000
    database.close()
