"""Servers over one database: what a command withdraws is gone from all within a second."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from directory import migrating
from directory.documents.reading import Reading
from journeys import catalogue
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from tests.fixtures.commanding import fingerpost
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.records import facts, record
from tests.fixtures.served import ServerProcess, environment, served, with_places

SERVERS = 3
BOUND_S = 1.0
LISTS = (
    "/v1/search?q=lunch",
    "/v1/search?q=lunch&near=WA15",
    "/hsds/v3/services?per_page=50",
    "/oruk/v3/services?per_page=50",
    "/oruk/v3/services?page=1&per_page=50&search=lunch",
    "/oruk/v3/service_at_locations?per_page=50",
    "/?q=lunch",
    "/v1/suggest?letters=lunch",
)
Servers = tuple[ServerProcess, ...]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return postgres.new_database()


@pytest.fixture
def servers(url: str, tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Servers]:
    """Three hosts, each with a data folder and an index of its own, over one database.

    No worker runs, so that the catalogue stays behind once something is withdrawn.
    """
    assert gazetteer.postcode("WA15 7UN") is not None
    database = Database(url)
    migrating.upgrade(database)
    groups = [record("council", str(n), f"Lunch club {n}", "WA15 7UN") for n in range(6)]
    publish_records(database, facts("council"), groups, SystemClock(), complete=True)
    catalogue.catch_up(Reading(database, SystemClock()), database)
    database.close()
    with ExitStack() as stack:
        folders = [with_places(tmp_path / f"host-{n}" / "data") for n in range(SERVERS)]
        yield tuple(
            stack.enter_context(served(folder, database_url=url, jobs="worker"))
            for folder in folders
        )


def _withdraw(folder: Path, url: str, listing: str) -> None:
    settings = environment(with_places(folder), database_url=url)
    fingerpost(settings, "withdraw", listing, "--reason", "asked to")


def test_a_withdrawn_listing_is_gone_from_every_process(
    servers: Servers, url: str, tmp_path: Path
) -> None:
    ids = [one["id"] for one in servers[0].ask(LISTS[2]).json()["contents"]]
    assert len(ids) == 6
    victim = ids[2]
    _wait_until_shown(servers, victim)
    for path in (*LISTS, f"/v1/listings/{victim}"):
        for server in servers:
            assert _shows(server, path, victim), path
    _withdraw(tmp_path / "operator", url, victim)
    withdrawn = time.monotonic()
    time.sleep(BOUND_S)
    for server in servers:
        _is_gone(server, victim)
    assert time.monotonic() - withdrawn < 60


def _wait_until_shown(servers: Servers, victim: str) -> None:
    """The projections of every process follow within moments of its start."""
    deadline = time.monotonic() + 30
    for server in servers:
        while lacking := [path for path in LISTS if not _shows(server, path, victim)]:
            assert time.monotonic() < deadline, lacking
            time.sleep(0.2)


def _shows(server: ServerProcess, path: str, victim: str) -> bool:
    answer = server.ask(path)
    return answer.status == 200 and victim.encode() in answer.body


def _is_gone(server: ServerProcess, victim: str) -> None:
    for path in LISTS:
        answer = server.ask(path)
        assert answer.status == 200, path
        assert victim.encode() not in answer.body, path
    for path in ("/v1/listings", "/hsds/v3/services", "/oruk/v3/services"):
        assert server.ask(f"{path}/{victim}").status == 410, path
    feed = server.ask("/rpde/services").json()
    states = {one["id"]: one["state"] for one in feed["items"]}
    assert states[victim] == "deleted"


def test_two_workers_of_one_server_share_what_they_measure(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    from tests.fixtures.ports import free_port

    metrics = free_port()
    folder = with_places(tmp_path / "data")
    with served(folder, "--workers", "2", metrics_port=metrics) as server:
        for _ in range(20):
            server.ask("/v1/search?q=lunch&near=M33+7ZF")
        asked = ServerProcess(server.process, metrics, server.log)
        told = asked.ask("/metrics").body.decode()
        wanted = 'fingerpost_requests_total{method="GET",route="/v1/search",status="200"} 20.0'
        assert wanted in told
        assert "7ZF" not in told
        lines = [json.loads(one) for one in server.log.read_text().splitlines() if one[:1] == "{"]
        assert {line["event"] for line in lines} == {"request"}
        server.asked_to_end()
        assert server.process.wait(timeout=60) == 0
