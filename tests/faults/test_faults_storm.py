"""PostgreSQL ends as in a power cut in a storm of writes: what was acknowledged is there once."""

import http.client
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from directory import migrating
from directory.documents.reading import Reading
from directory.jobs.reading import HARVEST, Job, of_kind
from directory.publishing import PublicationConflict
from directory.run_lease import AlreadyRunning
from directory.tables.jobs import JOB
from directory.withdrawals import withdraw
from journeys.awards import load_awards
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from runtime.outages import CAUSES, outage
from schema.record import Record
from tests.fixtures.awards import SCHEME, an_award, listing_subject
from tests.fixtures.desk import PRIVATE, TEA
from tests.fixtures.hosts import ROWS, Hosts
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.records import facts, record
from tests.fixtures.served import ServerProcess, served, with_places

HEALTHY_S = 15.0
CLIENTS = 4
GROUPS = 40


class Storm:
    """Clients that write until told to end, and remember what was acknowledged."""

    def __init__(self, server: ServerProcess, worker: Hosts, url: str, ledger: Path) -> None:
        self.server, self.worker, self.url, self.ledger = server, worker, url, ledger
        self.over = Event()
        self.sent: dict[str, str] = {}
        self.withdrawn: list[str] = []
        self.published: list[str] = []
        self.awarded: list[str] = []
        self.refused: list[int] = []

    def is_raging(self) -> bool:
        """Whether something of every kind was acknowledged."""
        return all((self.sent, self.withdrawn, self.published, self.awarded))

    def submit(self, client: int) -> None:
        """Sends listings, each again with its key until it is acknowledged."""
        number = 0
        while not self.over.is_set():
            key = f"client-{client}-{number}"
            status, told = self._post(key, f"10.{client}.{number % 250}.1")
            if status in (200, 201):
                self.sent[key] = told["id"]
                number += 1
            else:
                self.refused.append(status)
                time.sleep(0.1)

    def _post(self, key: str, address: str) -> tuple[int, Any]:
        body = json.dumps({"listing": {**TEA, "name": f"Tea {key}"}, "contact": {"email": PRIVATE}})
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        headers["X-Forwarded-For"] = address
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            connection.request("POST", "/v1/submissions", body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def publish(self) -> None:
        """Publishes one source again and again, each time with one group more."""
        database = Database(self.url)
        count = 0
        while not self.over.is_set():
            said = [record("storm", str(n), f"Group {n}") for n in range(count + 1)]
            if _did(partial(_published, database, said)):
                self.published.append(str(count))
                count += 1
        database.close()

    def withdraw(self, ids: list[str]) -> None:
        database = Database(self.url)
        for id_ in ids:
            while not self.over.is_set():
                if _did(partial(_withdrawn, database, self.ledger, id_)):
                    self.withdrawn.append(id_)
                    break
        database.close()

    def award(self, ids: list[str], folder: Path) -> None:
        """Gives kite marks, a file for each."""
        database = Database(self.url)
        for id_ in ids:
            file = folder / f"marks-{id_}.toml"
            file.write_text(SCHEME + an_award(listing_subject(id_)))
            while not self.over.is_set():
                if _did(partial(_awarded, database, file)):
                    self.awarded.append(id_)
                    break
        database.close()


def _awarded(database: Database, file: Path) -> None:
    load_awards(database, SystemClock(), file)


def _published(database: Database, said: Sequence[Record]) -> None:
    publish_records(database, facts("storm"), said, SystemClock(), complete=True)


def _withdrawn(database: Database, ledger: Path, listing: str) -> None:
    withdraw(database, ledger, listing, "made up", SystemClock().now())


def _did(write: Callable[[], None]) -> bool:
    """Whether it was acknowledged; what is refused in words may be asked for again."""
    try:
        write()
    except (AlreadyRunning, PublicationConflict):
        time.sleep(0.1)
        return False
    except CAUSES as error:
        if outage(error) is None:
            raise
        time.sleep(0.1)
        return False
    time.sleep(0.02)
    return True


@pytest.fixture
def storm(
    mortal_postgres: PostgresServer,
    gazetteer: Gazetteer,
    hosts: Callable[..., Hosts],
    tmp_path: Path,
) -> Iterator[Storm]:
    assert gazetteer.postcode("M33 7ZF") is not None
    url = mortal_postgres.new_database()
    database = Database(url)
    migrating.upgrade(database)
    said = [record("council", str(n), f"Lunch club {n}") for n in range(GROUPS)]
    publish_records(database, facts("council"), said, SystemClock(), complete=True)
    database.close()
    data = with_places(tmp_path / "data")
    with served(data, database_url=url, jobs="worker") as server:
        machine = hosts(url, feed_s=4.0, apart=False)
        machine.start("worker")
        yield Storm(server, machine, url, data / "withdrawals.jsonl")


def test_what_was_acknowledged_is_there_once(
    storm: Storm, mortal_postgres: PostgresServer, tmp_path: Path
) -> None:
    database = Database(storm.url)
    storm.worker.until(lambda: _job(database) is not None and _is_at_work(database))
    ids = [str(row[0]) for row in database.rows("SELECT id FROM document ORDER BY id", {})]
    marked = ids[GROUPS // 2 :]
    with ThreadPoolExecutor(CLIENTS + 3) as many:
        working = [many.submit(storm.submit, n) for n in range(CLIENTS)]
        working += [many.submit(storm.publish), many.submit(storm.withdraw, ids[: GROUPS // 2])]
        working += [many.submit(storm.award, marked, tmp_path)]
        time.sleep(1.5)
        storm.worker.until(storm.is_raging)
        before = len(storm.sent)
        mortal_postgres.halt()
        time.sleep(0.5)
        mortal_postgres.go_on()
        returned = time.monotonic()
        _is_healthy(storm, returned)
        while len(storm.sent) < before + CLIENTS:
            assert time.monotonic() - returned < HEALTHY_S
            time.sleep(0.1)
        storm.over.set()
        for one in working:
            one.result()
    assert set(storm.refused) <= {503, 429}
    _harvested_once(storm, database)
    _kept_once(storm, database)
    database.close()


def _job(database: Database) -> Job | None:
    with database.reading() as connection:
        return next(iter(of_kind(connection, HARVEST)), None)


def _is_at_work(database: Database) -> bool:
    return bool(database.rows("SELECT 1 FROM run WHERE source_id = 'clubs' AND done > 0", {}))


def _harvested_once(storm: Storm, database: Database) -> None:
    """The worker that lost the database in the middle of a harvest is the one that does it."""

    def is_done() -> bool:
        job = _job(database)
        if job and job.outcome == "failed" and job.lease_until is None:
            with database.writing() as connection:
                due = JOB.update().where(JOB.c.kind == HARVEST)
                connection.execute(due.values(due_at=SystemClock().now()))
        return job is not None and job.outcome == "done" and job.lease_until is None

    storm.worker.until(is_done)
    assert storm.worker.stop("worker") == 0
    held = database.rows("SELECT count(*) FROM record WHERE source_id = 'clubs'", {})[0][0]
    assert held == ROWS
    shown = "SELECT count(*) FROM document d JOIN record r ON r.listing_id = d.id"
    where = " WHERE r.source_id = 'clubs' AND d.state = 'published'"
    assert database.rows(f"{shown}{where}", {})[0][0] == ROWS


def _is_healthy(storm: Storm, returned: float) -> None:
    while storm.server.ask("/readyz").status != 200:
        assert time.monotonic() - returned < HEALTHY_S
        time.sleep(0.1)


def _kept_once(storm: Storm, database: Database) -> None:
    rows = database.rows("SELECT id FROM submission", {})
    kept = [str(row[0]) for row in rows]
    assert len(kept) == len(set(kept))
    assert set(storm.sent.values()) <= set(kept)
    assert len(set(storm.sent.values())) == len(storm.sent)
    assert len(kept) <= len(storm.sent) + CLIENTS
    withdrawn = {str(row[0]) for row in database.rows("SELECT listing_id FROM withdrawal", {})}
    assert set(storm.withdrawn) <= withdrawn
    states = dict(database.rows("SELECT id::text, state FROM document", {}))
    assert {states[one] for one in storm.withdrawn} == {"withdrawn"}
    given = [str(row[0]) for row in database.rows("SELECT listing_id FROM award", {})]
    assert len(given) == len(set(given))
    assert set(storm.awarded) <= set(given)
    read = Reading(database, SystemClock()).documents(storm.awarded)
    assert {id_ for id_, one in read.items() if json.loads(one.body).get("awards")} == set(
        storm.awarded
    )
    held = database.rows("SELECT count(*) FROM record WHERE source_id = 'storm'", {})[0][0]
    assert held in (len(storm.published), len(storm.published) + 1)
    numbers = [row[0] for row in database.rows("SELECT number FROM change ORDER BY number", {})]
    assert numbers == list(range(1, len(numbers) + 1))
