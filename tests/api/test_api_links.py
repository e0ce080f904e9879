"""Where answers lead, and how they say that something ends."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.responses import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.deprecation import ON, SUNSET, superseded
from api.generate import document
from api.parts import Parts
from tests.fakes.listings import SERVICES

SERVICE = SERVICES[0].id
DOORS = ("/v1/listings", "/hsds/v3/services", "/oruk/v3/services")
TIMES = {"deprecated": True, ON: "2026-07-01", SUNSET: "2026-12-31"}
OLD = {"name": "old", "in": "query", "schema": {"type": "string"}, **TIMES}


def _links(answer: Response) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in answer.headers["link"].split(", "):
        address, relation = one.split(">; rel=")
        found.setdefault(relation.split('"')[1], []).append(address.removeprefix("<"))
    return found


@pytest.mark.parametrize("door", DOORS)
def test_a_service_names_itself_at_every_other_door(api_client: TestClient, door: str) -> None:
    found = _links(api_client.get(f"{door}/{SERVICE}"))
    assert found["canonical"] == [f"/v1/listings/{SERVICE}"]
    assert found["describedby"] == ["/schema/service.json"]
    others = [f"{other}/{SERVICE}" for other in DOORS if other != door]
    assert found["alternate"] == [*others, f"/fhir/R4/HealthcareService/{SERVICE}"]
    for address in (*found["canonical"], *others, *found["service-desc"], *found["license"]):
        assert api_client.get(address).status_code == 200


def test_a_page_of_a_list_names_the_others_and_the_description(api_client: TestClient) -> None:
    found = _links(api_client.get("/hsds/v3/services?per_page=1&page=2"))
    expected = {"first", "prev", "next", "last", "service-desc", "service-doc", "license"}
    assert set(found) == expected


def test_an_error_leads_nowhere(api_client: TestClient) -> None:
    assert "link" not in api_client.get("/v1/search?near=ZZ99+9ZZ").headers


@pytest.fixture
def aging(parts: Parts) -> Iterator[TestClient]:
    """The application with a made-up operation and a made-up parameter that are superseded."""
    app: FastAPI = create_app(parts)

    def answer() -> Response:
        return Response("{}")

    app.add_api_route("/v1/old", answer, openapi_extra=TIMES)
    app.add_api_route("/v1/newer", answer, openapi_extra={"parameters": [OLD]})
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/old", "/v1/newer?old=1", "/v1/newer?q=a&old="])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_superseded_says_since_when_and_until_when(
    aging: TestClient, path: str, method: str
) -> None:
    answer = aging.request(method, path)
    assert answer.headers["deprecation"] == "@1782864000"
    assert answer.headers["sunset"] == "Thu, 31 Dec 2026 00:00:00 GMT"
    assert _links(answer)["deprecation"] == ["/docs/policy"]


def test_a_superseded_parameter_that_is_not_used_says_nothing(aging: TestClient) -> None:
    answer = aging.get("/v1/newer?q=old")
    assert "deprecation" not in answer.headers
    assert "sunset" not in answer.headers


def test_a_mark_in_a_parameters_schema_counts_too() -> None:
    marked = {"name": "old", "in": "query", "schema": {"type": "string", **TIMES}}
    (found,) = superseded({"parameters": [marked]}, ["old"])
    assert found.since.isoformat() == "2026-07-01"


def test_whatever_the_description_calls_superseded_has_its_two_days() -> None:
    for methods in document()["paths"].values():
        for said in methods.values():
            for one in (said, *said.get("parameters", ())):
                told = {**one.get("schema", {}), **one}
                assert not told.get("deprecated") or {ON, SUNSET} <= set(told)
