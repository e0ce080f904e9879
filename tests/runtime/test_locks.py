"""A lock of the database is one process's at a time, and nobody's once its connection is gone."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from runtime.locks import DatabaseLock
from tests.fixtures.postgres import PostgresServer

Opened = Callable[[], Engine]


@pytest.fixture
def opened(postgres: PostgresServer) -> Iterator[Opened]:
    """Engines of one fresh database, as two machines have them."""
    url, made = postgres.new_database(), list[Engine]()

    def opened() -> Engine:
        made.append(create_engine(url))
        return made[-1]

    yield opened
    for engine in made:
        engine.dispose()


def test_one_has_it_until_it_is_given_back(opened: Opened) -> None:
    one, other = DatabaseLock(opened(), "a"), DatabaseLock(opened(), "a")
    assert one.take()
    assert one.take()
    assert not other.take()
    one.give_back()
    assert other.take()
    assert not one.take()
    other.give_back()
    other.give_back()


def test_locks_of_other_names_are_apart(opened: Opened) -> None:
    one, other = DatabaseLock(opened(), "a"), DatabaseLock(opened(), "b")
    assert one.take()
    assert other.take()
    one.give_back()
    other.give_back()


def test_who_loses_the_connection_loses_the_lock_and_notices(opened: Opened) -> None:
    mine, theirs = opened(), opened()
    one, other = DatabaseLock(mine, "a"), DatabaseLock(theirs, "a")
    assert one.take()
    ended = (
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks JOIN pg_database ON oid = database"
        " WHERE locktype = 'advisory' AND datname = current_database()"
    )
    with theirs.connect() as connection:
        connection.execute(text(ended))
    assert other.take()
    assert not one.take()
    one.give_back()
    other.give_back()
    assert one.take()
    one.give_back()
