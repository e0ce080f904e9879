"""Who waits for another program is told of, in the threads of whoever asked to hear of it."""

import asyncio
from contextvars import copy_context
from pathlib import Path
from threading import Thread

import pytest

from runtime.database import Database
from runtime.elsewhere import elsewhere, tell
from runtime.handing import Hands


def test_it_is_told_when_waiting_begins_and_when_it_ends_whatever_happens() -> None:
    told: list[int] = []

    def fails() -> None:
        tell(told.append)
        with elsewhere():
            assert told == [1]
            raise LookupError("made up")

    with pytest.raises(LookupError):
        copy_context().run(fails)
    assert told == [1, -1]


def test_where_nobody_asked_to_hear_of_it_nothing_happens() -> None:
    with elsewhere():
        pass


def test_a_thread_that_is_handed_work_tells_whoever_handed_it() -> None:
    told: list[int] = []

    def waits() -> None:
        with elsewhere():
            pass

    async def hand() -> None:
        tell(told.append)
        await Hands().do(waits)

    asyncio.run(hand())
    assert told == [1, -1]


def test_whoever_reads_or_writes_postgresql_waits_elsewhere(postgres_database: Database) -> None:
    def told_of(act: str) -> list[int]:
        told: list[int] = []
        tell(told.append)
        if act == "rows":
            assert postgres_database.rows("SELECT 1", {}) == [(1,)]
        elif act == "begin":
            assert postgres_database.begin("SELECT 1 FROM pg_sleep(0.3)", {}).rows() == [(1,)]
        else:
            with postgres_database.writing() as connection:
                connection.exec_driver_sql("SELECT 1")
        return told

    for act in ("rows", "begin", "writing"):
        told = copy_context().run(told_of, act)
        assert told
        assert told == [1, -1] * (len(told) // 2)


def test_whoever_waits_until_sqlite_may_be_written_waits_elsewhere(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.sqlite3'}")
    told: list[int] = []
    seen: list[int] = []

    def waits() -> None:
        tell(told.append)
        with database.writing():
            seen.append(sum(told))

    with database.writing():
        other = Thread(target=waits)
        other.start()
        while not told:
            other.join(0.001)
        assert told == [1]
    other.join()
    database.close()
    assert (told, seen) == ([1, -1], [0])
