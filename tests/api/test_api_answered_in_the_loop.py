"""The event loop answers searches on PostgreSQL where it waits for nobody, and only there."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from starlette.testclient import TestClient

from api.turns import may_wait
from commands.parts import Parts
from commands.serve import build_app, make_ready
from commands.serving import Serving
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.generations import Generations
from runtime.settings import Settings
from search.embedded import EmbeddedIndex
from search.query import Query
from tests.fixtures.postgres import PostgresServer
from tests.web.made_up import COUNCIL, COUNCIL_SAYS

LONG_S = 30.0


@pytest.fixture
def parts(
    postgres: PostgresServer,
    tmp_path: Path,
    gazetteer: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Parts]:
    """PostgreSQL and an index that is at hand; what is begun is waited for until it is there."""
    monkeypatch.setattr("runtime.promptly.A_MOMENT_S", LONG_S)
    settings = Settings(data_dir=tmp_path, database_url=postgres.new_database())
    opened = Parts(settings, purpose="serving")
    opened.__dict__["gazetteer"] = gazetteer
    publish_records(opened.database, COUNCIL, COUNCIL_SAYS, opened.clock, complete=True)
    make_ready(opened)
    yield opened
    opened.close()


@pytest.fixture
def in_the_loop(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each search was begun where it may not wait."""
    begun, searched = list[bool](), EmbeddedIndex.search_many

    def watched(index: EmbeddedIndex, queries: list[Query], *given: object) -> object:
        begun.append(not may_wait())
        return searched(index, queries, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedIndex, "search_many", watched)
    return begun


@pytest.fixture
def client(parts: Parts) -> Iterator[TestClient]:
    with TestClient(build_app(parts)) as opened:
        yield opened


@pytest.fixture
def always_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at once counts as long as the test lasts."""
    monkeypatch.setattr("runtime.generations.monotonic", lambda: 0.0)


@pytest.mark.usefixtures("always_fresh")
def test_a_search_is_answered_there_once_the_database_was_looked_at(
    client: TestClient, in_the_loop: list[bool]
) -> None:
    first, second, third = (client.get("/v1/search", params={"limit": n}) for n in (2, 2, 20))
    assert in_the_loop == [False, True, True]
    assert first.json()["results"] == second.json()["results"]
    assert len(third.json()["results"]) > 2


def test_what_has_to_be_looked_at_first_is_answered_by_a_thread(
    client: TestClient, in_the_loop: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Generations, "is_fresh", False)
    for _ in range(2):
        assert client.get("/v1/search").json()["results"]
    assert in_the_loop == [False, False]


@pytest.mark.usefixtures("always_fresh")
def test_the_loop_answers_others_while_postgresql_hangs(
    parts: Parts, client: TestClient, in_the_loop: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/v1/search", params={"limit": 1}).status_code == 200
    monkeypatch.setattr("runtime.promptly.A_MOMENT_S", 0.003)
    monkeypatch.setattr("api.turns.SLOW_S", LONG_S)
    with ThreadPoolExecutor(1) as beside, parts.database.writing() as connection:
        connection.exec_driver_sql("LOCK TABLE document IN ACCESS EXCLUSIVE MODE")
        hangs = beside.submit(client.get, "/v1/search", params={"limit": 20})
        _until(lambda: in_the_loop[1:] == [True, False])
        assert client.get("/healthz").status_code == 200
        assert not hangs.done()
        connection.rollback()
        found = hangs.result(LONG_S)
    assert len(found.json()["results"]) > 1
    client.get("/v1/search", params={"limit": 1})
    assert in_the_loop[3:] == [False]


def _until(holds: Callable[[], bool]) -> None:
    until = monotonic() + LONG_S
    while not holds():
        assert monotonic() < until
        sleep(0.01)


@pytest.mark.usefixtures("always_fresh")
def test_a_connection_that_was_lost_is_found_out_there_and_asked_anew_by_a_thread(
    parts: Parts, client: TestClient, in_the_loop: list[bool], postgres: PostgresServer
) -> None:
    client.get("/v1/search", params={"limit": 1})
    name = parts.database.engine.url.database
    ends = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    postgres.sql("postgres", ends)
    found = client.get("/v1/search", params={"limit": 20})
    assert found.status_code == 200
    assert len(found.json()["results"]) > 1
    assert in_the_loop == [False, True, False]


def test_it_waits_for_nothing_that_is_away(parts: Parts) -> None:
    serving = Serving(parts)
    assert not serving.is_all_here
    serving.documents.documents(["made-up"])
    assert serving.is_all_here
    serving.finding._is_away = True
    assert not serving.is_all_here
