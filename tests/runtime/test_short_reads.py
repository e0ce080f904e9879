"""Short reads of PostgreSQL: no transaction stays behind them, no lost connection is in the way."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from gc import collect
from pathlib import Path

import pytest
from psycopg import errors
from sqlalchemy import exc

from runtime.connecting import Connecting
from runtime.database import Database
from runtime.outages import CAUSES, outage
from runtime.reads_within import TooSlow
from tests.fixtures.postgres import PostgresServer

LONG_S = 10.0
STATE = "SELECT state FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = :name"


def _connections(database: Database, count: int) -> None:
    """Leave as many connections idle in the pool."""
    held = [database.engine.connect() for _ in range(count)]
    for connection in held:
        connection.close()


def test_nothing_is_left_open_by_a_read(postgres_database: Database) -> None:
    other = Database(postgres_database.url)
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]
    name = postgres_database.engine.url.database
    assert other.rows(STATE, {"name": name}) == [("idle",)]
    other.close()


def test_a_read_within_a_time_and_one_without_take_turns(postgres_database: Database) -> None:
    for _ in range(3):
        assert postgres_database.rows("SELECT :one::int", {"one": 1}) == [(1,)]
        assert postgres_database.rows("SELECT :one::int", {"one": 1}, within_s=1.0) == [(1,)]
        with postgres_database.writing() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_one_question_gets_past_many_lost_connections(
    mortal_postgres: PostgresServer, mortal_database: Database
) -> None:
    _connections(mortal_database, 4)
    mortal_postgres.crash()
    assert mortal_database.rows("SELECT 1", {}) == [(1,)]
    assert mortal_database.connections()[0] == 0
    with mortal_database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


SAID = """
    SELECT word, length(word), convert_to(word, 'UTF8'), :note || ':' || word,
        timestamptz '2026-11-22 10:00:00+00', CAST(NULL AS text)
    FROM unnest(string_to_array(:words, ' ')) AS said(word)
"""
SLEEP = "SELECT CAST(pg_sleep(CAST(:seconds AS float)) AS text), CAST(:word AS text)"


def test_what_is_begun_and_taken_is_what_a_read_gives(postgres_database: Database) -> None:
    asked = {"words": "one drei été", "note": "a"}
    for _ in range(3):
        begun = postgres_database.begin(SAID, asked)
        other = postgres_database.begin(SAID, {"words": "two", "note": "b"})
        assert [row[0] for row in other.rows()] == ["two"]
        rows = begun.rows()
        assert rows == postgres_database.rows(SAID, asked)
        assert rows[2][:4] == ("été", 3, "été".encode(), "a:été")
        assert rows[0][4:] == (datetime(2026, 11, 22, 10, tzinfo=UTC), None)
    assert postgres_database.connections()[0] == 0


def test_postgresql_works_while_whoever_asked_does(postgres_database: Database) -> None:
    slow = postgres_database.begin(SLEEP, {"seconds": "2", "word": "slow"})
    quick = postgres_database.begin(SLEEP, {"seconds": "0", "word": "quick"})
    active = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND query LIKE :some AND state = 'active'"
    )
    assert quick.rows() == [("", "quick")]
    assert postgres_database.rows(active, {"some": "SELECT CAST(pg_sleep%"}) == [(1,)]
    assert slow.rows() == [("", "slow")]


def test_what_is_asked_and_what_comes_may_be_long(postgres_database: Database) -> None:
    words = " ".join("word" for _ in range(1_000_000))
    begun = postgres_database.begin(SAID, {"words": words, "note": "n"})
    assert len(begun.rows()) == 1_000_000


def test_what_nobody_takes_is_met_by_nobody_else(postgres_database: Database) -> None:
    for _ in range(20):
        postgres_database.begin(SAID, {"words": "never taken", "note": "a"}).drop()
        assert postgres_database.rows("SELECT :one::int", {"one": 1}) == [(1,)]
    taken = postgres_database.begin(SAID, {"words": "one", "note": "a"})
    assert len(taken.rows()) == 1
    taken.drop()
    assert postgres_database.connections()[0] == 0


def test_what_was_begun_and_lost_holds_no_connection(postgres_database: Database) -> None:
    begun = postgres_database.begin(SLEEP, {"seconds": "1", "word": "never taken"})
    assert postgres_database.connections()[0] == 1
    del begun
    collect()
    assert postgres_database.connections()[0] == 0


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("SELECT 1 / CAST(:word AS int)", errors.DivisionByZero),
        ("SELECT :word FROM nowhere", errors.UndefinedTable),
    ],
)
def test_what_fails_is_raised_and_holds_no_connection(
    postgres_database: Database, sql: str, error: type[Exception]
) -> None:
    for _ in range(2):
        with pytest.raises(error):
            postgres_database.begin(sql, {"word": "0"}).rows()
    assert postgres_database.connections()[0] == 0
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]


def test_what_was_begun_before_a_crash_is_read_after_it(
    mortal_postgres: PostgresServer, mortal_database: Database
) -> None:
    _connections(mortal_database, 3)
    begun = mortal_database.begin(SLEEP, {"seconds": "0", "word": "before"})
    mortal_postgres.crash()
    assert begun.rows() == [("", "before")]
    _connections(mortal_database, 3)
    mortal_postgres.crash()
    assert mortal_database.begin(SLEEP, {"seconds": "0", "word": "after"}).rows() == [("", "after")]
    assert mortal_database.connections()[0] == 0


def test_on_sqlite_what_is_begun_is_read_when_it_is_taken(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'made-up.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE word (said TEXT)")
    begun = database.begin("SELECT said FROM word WHERE said = :word", {"word": "later"})
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO word VALUES ('later')")
    assert begun.rows() == [("later",)]
    database.close()


def test_what_is_read_keeps_to_the_bounds_of_the_pool(postgres_database: Database) -> None:
    url, asked = postgres_database.url, {"words": "one", "note": "a"}
    small = Database(url, Connecting(pool=1, overflow=1, wait_s=0.01))
    held = [small.begin(SAID, asked), small.begin(SAID, asked)]
    assert small.connections() == (2, 0)
    for read in (small.rows, small.begin):
        with pytest.raises(exc.TimeoutError):
            read(SAID, asked)
    assert [len(one.rows()) for one in held] == [1, 1]
    assert small.connections() == (0, 1)
    small.close()


def test_who_may_not_take_long_does_not_wait_long_for_a_connection(
    postgres_database: Database,
) -> None:
    """The others wait as long as they are told to."""
    url, asked = postgres_database.url, {"words": "one", "note": "a"}
    small = Database(url, Connecting(pool=1, overflow=0, wait_s=LONG_S))
    began = time.monotonic()
    with small.reading(), pytest.raises(TooSlow, match=r"within 0\.2 s"):
        small.rows(SAID, asked, within_s=0.2)
    assert time.monotonic() - began < LONG_S / 2
    assert len(small.rows(SAID, asked, within_s=LONG_S)) == 1
    with ThreadPoolExecutor(1) as threads, small.reading():
        waiting = threads.submit(small.rows, SAID, asked)
        time.sleep(0.5)
        assert not waiting.done()
    assert len(waiting.result()) == 1
    small.close()


def test_a_connection_that_was_made_anew_elsewhere_is_not_lent(
    postgres_database: Database,
) -> None:
    _connections(postgres_database, 3)
    with postgres_database.engine.connect() as connection:
        connection.invalidate()
    asked = {"words": "one", "note": "a"}
    for _ in range(4):
        assert len(postgres_database.begin(SAID, asked).rows()) == 1
        assert postgres_database.rows("SELECT :one::int", {"one": 1}) == [(1,)]
    assert postgres_database.connections()[0] == 0


def test_a_statement_that_fails_does_not_end_its_connection(postgres_database: Database) -> None:
    def process() -> object:
        return postgres_database.begin("SELECT pg_backend_pid()", {}).rows()[0][0]

    before = process()
    for _ in range(3):
        with pytest.raises(errors.DivisionByZero):
            postgres_database.begin("SELECT 1 / CAST(:word AS int)", {"word": "0"}).rows()
    assert process() == before


def test_whoever_takes_a_connection_that_was_lent_gets_a_living_one(
    mortal_postgres: PostgresServer, mortal_database: Database
) -> None:
    assert mortal_database.begin(SLEEP, {"seconds": "0", "word": "before"}).rows()
    mortal_postgres.crash()
    with mortal_database.writing() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_what_was_begun_while_postgresql_is_stopped_is_said_to_be_away(
    mortal_postgres: PostgresServer, mortal_database: Database
) -> None:
    _connections(mortal_database, 2)
    begun = mortal_database.begin(SLEEP, {"seconds": "60", "word": "before"})
    mortal_postgres.halt()
    try:
        for rows in (begun.rows, lambda: mortal_database.rows("SELECT 1", {})):
            with pytest.raises(CAUSES) as raised:
                rows()
            assert outage(raised.value) == "away"
        assert mortal_database.connections()[0] == 0
    finally:
        mortal_postgres.go_on()
    assert mortal_database.begin(SLEEP, {"seconds": "0", "word": "after"}).rows() == [("", "after")]
