"""While the search index is away nothing is a server error, and answers say what they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from starlette.testclient import TestClient

from api.turns import may_wait
from commands.parts import Parts
from commands.serve import build_app, make_ready
from commands.serving import Serving
from journeys.catalogue import catch_up
from journeys.finding.reserve import Reserve
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.settings import Settings
from search.answers import Page
from search.query import Query
from search.unavailable import IndexLost, SearchUnavailable
from tests.web.made_up import COUNCIL, COUNCIL_SAYS


class Gone:
    """An index that answers nothing at all."""

    def __init__(self, error: type[SearchUnavailable]) -> None:
        self._error = error

    def __getattr__(self, _name: str) -> Any:
        return self._fail

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise self._error("made up: nobody is at home.")

    def close(self) -> None: ...


@pytest.fixture(params=[SearchUnavailable, IndexLost])
def client(
    request: pytest.FixtureRequest, tmp_path: Path, gazetteer: Gazetteer
) -> Iterator[TestClient]:
    parts = Parts(Settings(data_dir=tmp_path), purpose="serving")
    parts.__dict__ |= {"gazetteer": gazetteer, "index": Gone(request.param)}
    publish_records(parts.database, COUNCIL, COUNCIL_SAYS, parts.clock, complete=True)
    catch_up(parts.reading, parts.database)
    make_ready(parts)
    parts.bulk.make()
    with TestClient(build_app(parts), raise_server_exceptions=False) as opened:
        yield opened
    parts.close()


def a_listing(client: TestClient) -> tuple[str, str]:
    """Id and name of one that is published."""
    found = client.get("/v1/search").json()["results"][0]["listing"]
    return found["id"], found["name"]


def test_searches_are_answered_from_the_database(client: TestClient) -> None:
    id_, name = a_listing(client)
    for asked in (
        {"q": name},
        {"q": name, "near": "M33"},
        {"near": "M33"},
        {"category": "library"},
    ):
        answer = client.get("/v1/search", params=asked)
        assert answer.status_code == 200, answer.text
        assert answer.json()["degraded"] is True
        assert (answer.json()["facets"], answer.json()["facets_are_exact"]) == ({}, False)
    found = client.get("/v1/search", params={"q": name}).json()["results"]
    assert id_ in [one["listing"]["id"] for one in found]


def test_the_event_loop_never_waits_for_the_database(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = Parts(Settings(data_dir=tmp_path), purpose="serving")
    parts.__dict__["gazetteer"] = gazetteer
    publish_records(parts.database, COUNCIL, COUNCIL_SAYS, parts.clock, complete=True)
    catch_up(parts.reading, parts.database)
    assert Serving(parts).is_all_here
    searched, waits = Reserve.search, list[bool]()

    def watched(reserve: Reserve, query: Query) -> Page:
        waits.append(may_wait())
        return searched(reserve, query)

    monkeypatch.setattr(Reserve, "search", watched)
    with TestClient(build_app(parts)) as client:
        assert client.get("/v1/search").json()["total"]
    assert waits
    assert all(waits)
    parts.close()


def test_completions_and_likenesses_are_answered(client: TestClient) -> None:
    id_, name = a_listing(client)
    completed = client.get("/v1/suggest", params={"letters": name[:5], "limit": 20})
    assert completed.status_code == 200
    assert completed.json()["degraded"] is True
    assert name in [one["name"] for one in completed.json()["services"]]
    alike = client.get(f"/v1/listings/{id_}/similar")
    assert alike.status_code == 200, alike.text
    assert alike.json()["degraded"] is True


def test_every_door_stays_open(client: TestClient) -> None:
    id_, _ = a_listing(client)
    paths = client.get("/openapi.json").json()["paths"]
    for path in (path for path in paths if "get" in paths[path]):
        filled = path.replace("{listing_id}", id_).replace("{name}", "services.csv")
        answer = client.get(filled)
        assert answer.status_code < 500, (path, answer.text)
        assert not path.startswith("/bulk") or answer.status_code == 200, (path, answer.text)


def test_pages_say_so_in_words(client: TestClient) -> None:
    _, name = a_listing(client)
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    page = client.post("/", data={"q": name, "near": ""}, headers=headers)
    assert page.status_code == 200
    assert name in page.text
    assert "reserve" in page.text
