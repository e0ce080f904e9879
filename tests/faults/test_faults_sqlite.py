"""A database file that is locked, full or read-only: said clearly, and nothing told is lost."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from commands.parts import Parts
from commands.serve import build_app
from directory import run_lease
from directory.jobs import holding
from directory.jobs.declaring import Declared, declare
from directory.jobs.reading import left_behind
from directory.leases import LOCKED_S, Leasing, Progress
from directory.run_lease import AlreadyRunning
from places.gazetteer import Gazetteer
from runtime import sqlite
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.settings import Settings
from tests.fixtures.desk import PRIVATE, TEA
from tests.fixtures.records import facts

BODY = {"listing": TEA, "contact": {"email": PRIVATE}}
SHORT = Leasing(1.0)


@pytest.fixture
def parts(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """A house that waits a tenth of a second for a lock."""
    pragmas = (*sqlite.PRAGMAS, "PRAGMA busy_timeout = 100")
    monkeypatch.setattr(sqlite, "PRAGMAS", pragmas)
    parts = Parts(Settings(data_dir=tmp_path), purpose="serving")
    parts.__dict__["gazetteer"] = gazetteer
    yield parts
    parts.close()


@pytest.fixture
def client(parts: Parts) -> Iterator[TestClient]:
    with TestClient(build_app(parts), raise_server_exceptions=False) as opened:
        yield opened


@contextmanager
def _held(database: Database) -> Iterator[None]:
    """Another process writes for as long as this lasts."""
    with closing(sqlite3.connect(str(database.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _made_so(database: Database, pragma: str) -> Iterator[None]:
    """Every connection is made so while this lasts."""

    def make(connection: Any, _record: Any) -> None:
        connection.execute(pragma)

    database.engine.dispose()
    event.listen(database.engine, "connect", make)
    yield
    event.remove(database.engine, "connect", make)
    database.engine.dispose()


@contextmanager
def _full(database: Database) -> Iterator[None]:
    """As on a full disk, the file cannot grow; nothing in it is free."""
    with closing(sqlite3.connect(str(database.engine.url.database), isolation_level=None)) as other:
        other.execute("VACUUM")
    (pages,) = database.rows("PRAGMA page_count", {})[0]
    with _made_so(database, f"PRAGMA max_page_count = {pages}"):
        yield


@contextmanager
def _read_only(database: Database) -> Iterator[None]:
    with _made_so(database, "PRAGMA query_only = ON"):
        yield


@pytest.mark.parametrize(("fault", "expected"), [(_held, 503), (_read_only, 503), (_full, 507)])
def test_what_cannot_be_kept_is_said_and_can_be_sent_again(
    client: TestClient, parts: Parts, fault: Callable[[Database], Any], expected: int
) -> None:
    kept = [_sent(client, f"Tea {n}") for n in range(2)]
    assert {one.status_code for one in kept} == {201}
    with fault(parts.database):
        name, refused = _refused(client)
        assert client.get("/v1/search?q=tea").status_code == 200
        assert client.get("/hsds/v3/services").status_code == 200
    assert refused.status_code == expected, refused.text
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert _sent(client, name).status_code == 201
    assert [_sent(client, f"Tea {n}").status_code for n in range(2)] == [200, 200]
    assert _sent(client, name).status_code == 200


def _refused(client: TestClient) -> tuple[str, Any]:
    """The first that is not kept: a full file has room for a few on its last pages."""
    for number in range(6):
        name = f"Refused {number}"
        answer = _sent(client, name)
        if answer.status_code != 201:
            return name, answer
    raise AssertionError("nothing was refused")


def _sent(client: TestClient, name: str) -> Any:
    listing = {**TEA, "name": name, "description": "Tea and company. " * 250}
    key = {"Idempotency-Key": name.replace(" ", "-")}
    return client.post("/v1/submissions", json={**BODY, "listing": listing}, headers=key)


def test_of_several_that_were_locked_out_none_is_taken_for_dead(
    sqlite_database: Database, clock: FrozenClock
) -> None:
    sources = ("clubs", "meals", "walks")
    runs = [run_lease.begin(sqlite_database, facts(one), clock.now(), SHORT) for one in sources]
    clock.at += timedelta(seconds=5)
    with ThreadPoolExecutor(1) as others:
        with _held(sqlite_database):
            ended = others.submit(run_lease.end_left_behind, sqlite_database, clock.now())
            time.sleep(LOCKED_S + 0.3)
        assert ended.result() is False
    assert all(run_lease.renew(sqlite_database, run, clock.now(), SHORT) for run in runs)
    clock.at += timedelta(seconds=5)
    assert run_lease.end_left_behind(sqlite_database, clock.now()) is True
    assert not any(run_lease.renew(sqlite_database, run, clock.now(), SHORT) for run in runs)


def test_who_was_locked_out_is_not_taken_for_dead(
    sqlite_database: Database, clock: FrozenClock
) -> None:
    """A run and a task whose leases ended while a large transaction held the only lock."""
    declare(sqlite_database, "harvest", {"clubs": Declared(60.0, clock.now())}, clock.now())
    run = run_lease.begin(sqlite_database, facts("clubs"), clock.now(), SHORT)
    job = holding.claim(sqlite_database, ("harvest", "clubs"), clock.now(), SHORT)
    assert job is not None
    clock.at += timedelta(seconds=5)
    with sqlite_database.reading() as connection:
        (silent,) = left_behind(connection, clock.now())
    lost = holding.Ended(holding.LOST, clock.now())
    with ThreadPoolExecutor(2) as others:
        with _held(sqlite_database):
            recovered = others.submit(holding.recover, sqlite_database, silent, lost, clock.now())
            began = others.submit(run_lease.begin, sqlite_database, facts("clubs"), clock.now())
            time.sleep(LOCKED_S + 0.3)
        assert recovered.result() is False
        with pytest.raises(AlreadyRunning):
            began.result()
    now = clock.now()
    assert run_lease.renew(sqlite_database, run, now, SHORT)
    assert holding.renew(sqlite_database, job, now, SHORT, Progress())
    clock.at += timedelta(seconds=5)
    with sqlite_database.reading() as connection:
        (silent,) = left_behind(connection, clock.now())
    assert holding.recover(sqlite_database, silent, lost, clock.now())
