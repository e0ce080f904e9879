"""A file of SQLite that was closed holds all that was written, whoever else had read it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from runtime.database import Database


@pytest.fixture
def written(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'some.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE said (word TEXT)")
        connection.exec_driver_sql("INSERT INTO said VALUES ('tea')")
    return database


def _words_of_a_copy(tmp_path: Path) -> list[str]:
    shutil.copyfile(tmp_path / "some.sqlite3", tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        return [word for (word,) in copy.execute("SELECT word FROM said")]


def test_a_copy_of_a_closed_file_is_whole(written: Database, tmp_path: Path) -> None:
    assert written.rows("SELECT word FROM said", {}) == [("tea",)]
    written.close()
    assert _words_of_a_copy(tmp_path) == ["tea"]
    assert not (tmp_path / "some.sqlite3-wal").exists()


def test_a_thread_that_has_read_and_lives_on_keeps_nothing_back(
    written: Database, tmp_path: Path
) -> None:
    has_read, may_end = Event(), Event()

    def read() -> None:
        written.rows("SELECT word FROM said", {})
        has_read.set()
        may_end.wait()

    reader = Thread(target=read)
    reader.start()
    has_read.wait()
    written.rows("SELECT word FROM said", {})
    written.close()
    assert _words_of_a_copy(tmp_path) == ["tea"]
    may_end.set()
    reader.join()


def test_who_writes_just_now_is_not_waited_for(written: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "some.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO said VALUES ('scone')")
        written.rows("SELECT word FROM said", {})
        written.close()
        other.execute("COMMIT")
    assert _words_of_a_copy(tmp_path) == ["tea", "scone"]
