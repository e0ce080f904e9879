"""While the database is away every door says so, in its own words, and when to ask again."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commands.parts import Parts
from commands.serve import build_app, make_ready
from journeys.catalogue import catch_up
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.generations import FRESH_S
from runtime.settings import Settings
from tests.fixtures.every_door import PAGES, doors
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.standing import is_well
from tests.web.made_up import COUNCIL, COUNCIL_SAYS

HEALTHY_S = 15.0
PERSON = {"Accept": "text/html"}
OWN = {"Authorization": "Bearer a-made-up-token"}


@pytest.fixture
def client(
    mortal_postgres: PostgresServer, tmp_path: Path, gazetteer: Gazetteer
) -> Iterator[TestClient]:
    settings = Settings(
        data_dir=tmp_path, database_url=mortal_postgres.new_database(), database_wait_s=1
    )
    parts = Parts(settings, purpose="serving")
    parts.__dict__ |= {"gazetteer": gazetteer}
    publish_records(parts.database, COUNCIL, COUNCIL_SAYS, parts.clock, complete=True)
    catch_up(parts.reading, parts.database)
    make_ready(parts)
    with TestClient(build_app(parts), raise_server_exceptions=False) as opened:
        yield opened
    parts.close()


def _a_listing(client: TestClient) -> str:
    return str(client.get("/v1/search").json()["results"][0]["listing"]["id"])


def test_every_door_says_when_to_ask_again(
    client: TestClient, mortal_postgres: PostgresServer
) -> None:
    known = [*doors(_a_listing(client))]
    before = {path: client.get(path, headers=OWN).status_code for path in known}
    assert max(before.values()) < 500
    mortal_postgres.halt()
    time.sleep(FRESH_S)
    try:
        away = {path: client.get(path, headers=OWN) for path in known}
        person = {path: client.get(path, headers=PERSON) for path in PAGES}
        sent = client.post("/v1/search", json={"near": "M33"})
        report = client.post("/v1/listings/x/reports", json={"kind": "closed"})
    finally:
        mortal_postgres.go_on()
    for path, answer in away.items():
        assert answer.status_code in (503, before[path]), (path, answer.text)
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0, path
            assert answer.headers["Cache-Control"] == "no-store", path
    lists = ("/hsds/v3/services", "/oruk/v3/services", "/fhir/R4/Location", "/rpde/services")
    for path in (*lists, "/v1/search", "/v1/sources", "/v1/awards", "/readyz"):
        assert away[path].status_code == 503, path
    assert away["/healthz"].status_code == 200
    assert away["/hsds/v3/services"].json()["type"] == "/problems/database-away"
    outcome = away["/fhir/R4/Location"].json()
    assert outcome["resourceType"] == "OperationOutcome"
    assert outcome["issue"][0]["code"] == "transient"
    for path in ("/", "/sources"):
        assert person[path].status_code == 503, path
        assert "cannot be reached just now" in person[path].text
        assert person[path].headers["Content-Type"].startswith("text/html")
    assert (sent.status_code, report.status_code) == (503, 422)
    _is_healthy_again(client, before)


def _is_healthy_again(client: TestClient, before: dict[str, int]) -> None:
    returned = time.monotonic()
    while not is_well(client.get("/readyz").json()):
        assert time.monotonic() - returned < HEALTHY_S
        time.sleep(0.1)
    after = {path: client.get(path, headers=OWN).status_code for path in before}
    assert after == before
    assert time.monotonic() - returned < HEALTHY_S
