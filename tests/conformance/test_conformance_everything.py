"""Every object that is served, not a sample: schemas of both standards, nothings, references."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.fixtures.oracles import Errors

OBJECTS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
DOORS = {"hsds": "/hsds/v3", "oruk": "/oruk/v3"}
Standards = dict[str, Callable[[str], Errors]]


@pytest.fixture(params=["demonstration", "real", "postgresql"], scope="module")
def client(request: pytest.FixtureRequest) -> TestClient:
    found: TestClient = request.getfixturevalue(f"{request.param}_door")
    return found


def everything(client: TestClient, path: str) -> Iterator[Any]:
    with client.stream("GET", f"{path}?format=ndjson") as answer:
        assert answer.status_code == 200
        yield from (json.loads(line) for line in answer.iter_lines() if line)


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("standard", DOORS)
def test_every_object_passes_its_standard(
    client: TestClient, swift_standards: Standards, standard: str, name: str
) -> None:
    check, seen = swift_standards[standard](OBJECTS[name]), 0
    for said in everything(client, f"{DOORS[standard]}/{name}"):
        assert check(said) == [], said["id"]
        seen += 1
    total = client.get(f"{DOORS[standard]}/{name}?per_page=1").json()["total_items"]
    assert seen == total > 0


@pytest.mark.parametrize("name", OBJECTS)
def test_no_object_holds_a_null_or_an_empty_list(client: TestClient, name: str) -> None:
    for said in everything(client, f"/hsds/v3/{name}"):
        assert not list(nothings(said)), said["id"]


def nothings(said: Any, path: str = "") -> Iterator[str]:
    """Where something is that says nothing."""
    if said is None or said in ([], {}):
        yield path
    elif isinstance(said, dict):
        for name, value in said.items():
            yield from nothings(value, f"{path}/{name}")
    elif isinstance(said, list):
        for value in said:
            yield from nothings(value, path)


@pytest.mark.parametrize("standard", DOORS)
def test_planted_faults_are_seen(swift_standards: Standards, standard: str) -> None:
    check = swift_standards[standard]("service")
    right = {"id": "6f2d1a54-3b0e-4d0c-9a41-0f6f3c1f7e11", "name": "Choir", "status": "active"}
    assert check(right) == []
    for fault in (
        {"id": "6f2d1a54"},
        {"email": "nobody"},
        {"url": "not an address"},
        {"description": None},
        {"status": "open"},
        {"service_areas": [{"id": 7}]},
    ):
        assert check({**right, **fault}), fault
    assert check({"id": right["id"]})


def test_every_id_that_an_object_names_is_one_of_its_kind(client: TestClient) -> None:
    ids = {name: {one["id"] for one in everything(client, f"/hsds/v3/{name}")} for name in OBJECTS}
    named: dict[str, set[str]] = {name: set() for name in OBJECTS}
    for service in everything(client, "/hsds/v3/services"):
        for key, value in references(service):
            named[key].add(value)
    for term in everything(client, "/hsds/v3/taxonomy_terms"):
        named["taxonomy_terms"] |= {term["parent_id"]} if "parent_id" in term else set()
        named["taxonomies"].add(term["taxonomy_id"])
    assert {name: some - ids[name] for name, some in named.items()} == {n: set() for n in OBJECTS}


KINDS = {
    "service_id": "services",
    "organization_id": "organizations",
    "service_at_location_id": "service_at_locations",
    "taxonomy_term_id": "taxonomy_terms",
    "taxonomy_id": "taxonomies",
}


def references(said: Any) -> Iterator[tuple[str, str]]:
    """Every reference to an object that has an address of its own, with its kind."""
    if isinstance(said, list):
        for one in said:
            yield from references(one)
    elif isinstance(said, dict):
        yield from ((KINDS[name], value) for name, value in said.items() if name in KINDS)
        for value in said.values():
            yield from references(value)
