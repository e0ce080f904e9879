"""Whoever holds up an event loop waits for nobody: what would wait says so, and leaves nothing."""

from threading import Event, Thread

import pytest

from directory.documents.stored import Stored
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.elsewhere import TooSlowHere, WouldWait, elsewhere, hurried
from runtime.generations import FRESH_S, Generations, State
from runtime.kept import Kept
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.search import NOW

SAID = "SELECT said FROM unnest(string_to_array(:words, ' ')) AS word(said)"
SLEEP = "SELECT CAST(pg_sleep(CAST(:seconds AS float)) AS text)"


def test_whoever_is_hurried_waits_nowhere_and_may_again_after_it() -> None:
    with hurried(), pytest.raises(WouldWait), elsewhere():
        pass
    with elsewhere():
        pass


@pytest.fixture
def a_long_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy this machine is, what comes soon comes in time."""
    monkeypatch.setattr("runtime.promptly.A_MOMENT_S", 30.0)


@pytest.mark.usefixtures("a_long_moment")
def test_what_is_there_in_a_moment_is_taken(postgres_database: Database) -> None:
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]
    words = " ".join(map(str, range(20_000)))
    with hurried():
        begun = postgres_database.begin(SAID, {"words": words})
        assert [row[0] for row in begun.rows()] == words.split()
    assert postgres_database.connections() == (0, 1)


def test_what_is_not_there_in_a_moment_is_ended(postgres_database: Database) -> None:
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]
    with hurried():
        begun = postgres_database.begin(SLEEP, {"seconds": "1"})
        with pytest.raises(TooSlowHere):
            begun.rows()
    assert postgres_database.connections()[0] == 0
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]


@pytest.mark.usefixtures("a_long_moment")
def test_a_statement_that_fails_says_so_to_whoever_is_hurried(postgres_database: Database) -> None:
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]
    with hurried():
        begun = postgres_database.begin("SELECT 1 / CAST(:word AS int)", {"word": "0"})
        with pytest.raises(Exception, match="division by zero"):
            begun.rows()
    assert postgres_database.connections()[0] == 0


def test_nobody_waits_for_rows_in_a_hurry(postgres_database: Database) -> None:
    assert postgres_database.rows("SELECT 1", {}) == [(1,)]
    with hurried(), pytest.raises(WouldWait):
        postgres_database.rows("SELECT 1", {})
    assert postgres_database.connections() == (0, 1)


def test_nobody_connects_in_a_hurry(postgres_database: Database) -> None:
    postgres_database.engine.dispose()
    with hurried():
        for read in (postgres_database.rows, postgres_database.begin):
            with pytest.raises(WouldWait):
                read("SELECT 1", {})
    assert postgres_database.connections() == (0, 0)


def test_what_was_lost_is_not_asked_for_again_in_a_hurry(
    mortal_postgres: PostgresServer, mortal_database: Database
) -> None:
    assert mortal_database.rows("SELECT 1", {}) == [(1,)]
    mortal_postgres.crash()
    with hurried(), pytest.raises(WouldWait):
        mortal_database.begin(SAID, {"words": "one"}).rows()
    assert mortal_database.connections()[0] == 0
    assert mortal_database.begin(SAID, {"words": "one"}).rows() == [("one",)]


def test_a_read_of_sqlite_waits_for_nobody(sqlite_database: Database) -> None:
    with hurried():
        assert sqlite_database.rows("SELECT 1", {}) == [(1,)]
        with sqlite_database.reading() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        with pytest.raises(WouldWait), sqlite_database.writing():
            pass


def test_a_state_is_not_asked_for_in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    now, asked = 0.0, list[State]()

    def look() -> State:
        asked.append(State(len(asked)))
        return asked[-1]

    monkeypatch.setattr("runtime.generations.monotonic", lambda: now)
    generations = Generations(look, FRESH_S)
    assert not generations.is_fresh
    assert generations.state() == State(0)
    with hurried():
        assert generations.is_fresh
        assert generations.state() == State(0)
        now += FRESH_S
        assert not generations.is_fresh
        with pytest.raises(WouldWait):
            generations.state()
    assert len(asked) == 1


def test_who_is_hurried_does_not_wait_for_who_looks_at_the_database() -> None:
    looking, goes_on = Event(), Event()

    def look() -> State:
        looking.set()
        goes_on.wait(30)
        return State(1)

    kept = Kept[Stored](Generations(look), lambda *_: (), lambda _: 1, FrozenClock(NOW), 9)
    other = Thread(target=kept.take, args=(["a"],))
    other.start()
    assert looking.wait(30)
    try:
        with hurried():
            with pytest.raises(WouldWait):
                kept.take(["a"])
            kept.keep(State(1), {})
    finally:
        goes_on.set()
        other.join()
