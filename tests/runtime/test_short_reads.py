"""Short reads of PostgreSQL: no transaction stays behind them, no lost connection is in the way."""

from runtime.database import Database
from tests.fixtures.postgres import PostgresServer

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
