"""A migration beside readers and writers: nobody waits longer than two seconds for it."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
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
_ONE = "SELECT 1 FROM source LIMIT 1"
TABLES = ("source", "run", "record", "match_key")
FILLED = (
    "INSERT INTO source (id, facts, first_seen_at, state) VALUES ('made-up', '{}', now(), 'on')",
    """INSERT INTO run (source_id, state, started_at, read, new, changed, unchanged, quarantined,
    withheld, skipped, gone, gone_withheld, findings)
    VALUES ('made-up', 'done', now(), 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}')""",
    """INSERT INTO record (id, source_id, key, fingerprint, said, state, issues, identifiers,
    first_run_id, changed_run_id, changed_at)
    SELECT md5(n::text), 'made-up', n::text, 'f', '{}', 'good', '[]', '[]', run.id, run.id, now()
    FROM run, generate_series(1, 50000) n""",
    "INSERT INTO match_key SELECT id, 'name', key FROM record",
)


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
    for table in TABLES:
        connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).scalar()


def write(connection: Any) -> None:
    connection.execute(text("UPDATE document SET changed_at = now() WHERE id LIKE '0%'"))
    connection.execute(text("UPDATE source SET first_seen_at = now()"))
    connection.execute(text("UPDATE record SET changed_at = now() WHERE id < '001'"))


def fill_records(database: Database) -> None:
    """One source and one run, and 50,000 records with a match key each."""
    with database.writing() as connection:
        for statement in FILLED:
            connection.execute(text(statement))


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
    _keep_locked(database, "document", LONG_TRANSACTION_S)


def test_no_statement_waits_for_migrations(
    postgres_database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = postgres_database
    publish(database, encoded(1_000))
    catch_up(Reading(database, clock), database)
    fill_records(database)
    with under_load(database) as back:
        migrating.bring_to(database, "0001")
    assert migrating.revision(database) == "0001"
    with under_load(database) as forth:
        assert migrating.upgrade(database)
        locks = "ALTER TABLE document ADD COLUMN made_up text"
        waited = _alter_beside(database, locks)
    assert migrating.revision(database) == migrating.NEWEST
    assert waited > 1, "the lock was not given at once, and it was asked for again"
    assert min(one.times for one in (*back, *forth)) > 20
    assert max(one.longest_s for one in (*back, *forth)) < LONGEST_WAIT_S


def test_locks_that_come_one_after_the_other_are_waited_for_together(
    postgres_database: Database,
) -> None:
    """Without that whoever wants the first of them waits as often as there are locks."""
    others, stopped, load = Database(postgres_database.url), Event(), Load(postgres_database)
    locks = "; ".join(f"LOCK TABLE {one} IN ACCESS EXCLUSIVE MODE" for one in TABLES)
    with ThreadPoolExecutor(len(TABLES) + 1) as pool:
        works = [
            pool.submit(_keep_locked, others, one, 0.9 * number)
            for number, one in enumerate(TABLES, 1)
        ]
        works.append(pool.submit(load.until, stopped, lambda it: it.execute(text(_ONE))))
        time.sleep(0.2)
        assert _altered(postgres_database, locks.split("; ")) > 1
        stopped.set()
    for work in works:
        work.result()
    others.close()
    assert load.longest_s < 1.5


def _alter_beside(database: Database, statement: str) -> int:
    """How often a change of the table in use was tried until it could be made."""
    with _held(database):
        return _altered(database, [statement])


def _altered(database: Database, statements: Sequence[str]) -> int:
    """How often it was tried to make these changes in one transaction, until all were made."""
    tried, settings = 0, migrating.config()

    def alter() -> None:
        nonlocal tried
        tried += 1
        connection = settings.attributes["connection"]
        with connection.begin():
            for statement in statements:
                connection.execute(text(statement))

    migrating_beside_load.migrate_beside_load(database, alter, settings)
    return tried


def _keep_locked(database: Database, table: str, for_s: float) -> None:
    with database.reading() as connection:
        connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1"))
        time.sleep(for_s)


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
