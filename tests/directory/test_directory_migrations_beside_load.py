"""A migration beside readers and writers: nobody waits longer than two seconds for it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from benchmarks.listings import encoded
from directory import migrating, migrating_beside_load
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fakes.published import publish

LONGEST_WAIT_S = 2.0
LONG_TRANSACTION_S = 3.0


class Load:
    """Ordinary statements one after the other; `longest_s` is how long one of them took."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.longest_s, self.times = 0.0, 0

    def until(self, stopped: Event, statement: Callable[[Any], None]) -> None:
        while not stopped.is_set():
            began = time.monotonic()
            with self.database.writing() as connection:
                statement(connection)
            self.longest_s = max(self.longest_s, time.monotonic() - began)
            self.times += 1


def read(connection: Any) -> None:
    connection.execute(text("SELECT count(*) FROM document WHERE state = 'published'")).scalar()


def write(connection: Any) -> None:
    connection.execute(text("UPDATE document SET changed_at = now() WHERE id LIKE '0%'"))


@contextmanager
def under_load(database: Database) -> Iterator[tuple[Load, Load]]:
    """Readers and writers at once, and one who keeps a transaction open for long."""
    stopped, others = Event(), Database(database.url)
    loads = (Load(others), Load(others))
    with ThreadPoolExecutor(5) as pool:
        works = [pool.submit(loads[0].until, stopped, read) for _ in range(2)]
        works += [pool.submit(loads[1].until, stopped, write), pool.submit(_keep_open, others)]
        time.sleep(0.3)
        try:
            yield loads
        finally:
            stopped.set()
    for work in works:
        work.result()
    others.close()


def _keep_open(database: Database) -> None:
    with database.reading() as connection:
        connection.execute(text("SELECT count(*) FROM document"))
        time.sleep(LONG_TRANSACTION_S)


def test_no_statement_waits_for_migrations(
    postgres_database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = postgres_database
    publish(database, encoded(1_000))
    catch_up(Reading(database, clock), database)
    settings = migrating.config()
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "0001")
    with under_load(database) as (reads, writes):
        assert migrating.upgrade(database)
        locks = "ALTER TABLE document ADD COLUMN made_up text"
        waited = _alter_beside(database, locks)
    assert migrating.revision(database) == migrating.NEWEST
    assert waited > 1, "the lock was not given at once, and it was asked for again"
    assert min(reads.times, writes.times) > 20
    assert max(reads.longest_s, writes.longest_s) < LONGEST_WAIT_S


def _alter_beside(database: Database, statement: str) -> int:
    """How often a change of the table in use was tried until it could be made."""
    tried = 0
    apart = Database(database.url, database.connecting.migrating())

    def alter() -> None:
        nonlocal tried
        tried += 1
        with apart.writing() as connection:
            connection.execute(text(statement))

    settings = migrating.config()
    with _held(database):
        migrating_beside_load.migrate_beside_load(database, alter, settings)
    apart.close()
    return tried


@contextmanager
def _held(database: Database) -> Iterator[None]:
    """Somebody reads the table for a while in one transaction."""
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(_keep_open, database)
        time.sleep(0.2)
        yield
    work.result()


def test_a_lock_that_is_never_given_ends_in_an_error(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating_beside_load, "ATTEMPTS", 2)
    monkeypatch.setattr(migrating_beside_load, "PAUSE_S", 0.05)
    monkeypatch.setattr("runtime.connecting.MIGRATION_LOCK_S", 0.1)
    with _held(postgres_database), pytest.raises(OperationalError, match="lock timeout"):
        _alter(postgres_database)


def _alter(database: Database) -> None:
    apart = Database(database.url, database.connecting.migrating())

    def alter() -> None:
        with apart.writing() as connection:
            connection.execute(text("ALTER TABLE document ADD COLUMN made_up text"))

    try:
        migrating_beside_load.migrate_beside_load(database, alter, migrating.config())
    finally:
        apart.close()


def test_several_processes_that_start_at_once_migrate_once(postgres: Any) -> None:
    url = postgres.new_database()
    databases = [Database(url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrating.upgrade, databases))
    assert migrating.revision(databases[0]) == migrating.NEWEST
    for database in databases:
        database.close()
