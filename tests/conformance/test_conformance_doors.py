"""Both doors of Open Referral keep to their standards, over made-up and over real directories."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from tests.conformance.checker import Checker, page_faults, verdict, without_known_fault
from tests.fixtures.oracles import HSDS_PREFIX, registry

LISTS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
DOORS = ("/oruk/v3", "/hsds/v3")


@pytest.fixture(params=["demonstration", "real", "postgresql"], scope="module")
def client(request: pytest.FixtureRequest) -> TestClient:
    found: TestClient = request.getfixturevalue(f"{request.param}_door")
    return found


@pytest.fixture(scope="module")
def standard(shared_dir: Path) -> Path:
    return shared_dir / "standards" / "oruk-3.0"


def _lines(client: TestClient, path: str) -> Iterator[Any]:
    with client.stream("GET", path) as answer:
        assert answer.status_code == 200
        yield from (json.loads(line) for line in answer.iter_lines() if line)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_validator_of_open_referral_uk_finds_nothing(
    client: TestClient, standard: Path, seed: int
) -> None:
    def ask(path: str) -> tuple[int, Any]:
        answer = client.get(f"/oruk/v3{path}")
        return answer.status_code, answer.json()

    found = without_known_fault(Checker(standard, ask, seed).findings())
    assert verdict(found) == "pass", found


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in LISTS)])
@pytest.mark.parametrize("door", DOORS)
def test_every_answer_passes_the_api_of_hsds(
    client: TestClient, shared_dir: Path, door: str, path: str
) -> None:
    checked_by = _api_schema(shared_dir / "standards/hsds-3.2.3/schema", path)
    assert list(checked_by.iter_errors(client.get(door + path).json())) == []


@pytest.mark.parametrize("name", LISTS)
def test_single_objects_pass_the_api_of_hsds(
    client: TestClient, shared_dir: Path, name: str
) -> None:
    folder = shared_dir / "standards/hsds-3.2.3/schema"
    checked_by = _api_schema(folder, f"/{name}/{{id}}")
    page = client.get(f"/hsds/v3/{name}?per_page=10").json()
    for one in page["contents"]:
        single = client.get(f"/hsds/v3/{name}/{one['id']}")
        assert single.status_code == 200
        assert list(checked_by.iter_errors(single.json())) == []


def _api_schema(folder: Path, path: str) -> Draft202012Validator:
    document = json.loads((folder / "openapi.json").read_text("utf-8"))
    said = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    schema = {**said["schema"], "components": document["components"]}
    return Draft202012Validator(
        schema,
        registry=registry(HSDS_PREFIX, folder),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("door", DOORS)
def test_pages_are_right_first_middle_last_and_beyond(
    client: TestClient, door: str, name: str
) -> None:
    first = client.get(f"{door}/{name}?per_page=5").json()
    pages = first["total_pages"]
    for page in {1, 2, max(1, pages // 2), max(1, pages - 1), pages, pages + 1, pages + 100}:
        body = client.get(f"{door}/{name}?per_page=5&page={page}").json()
        assert page_faults(body, per_page=5) == [], page
        assert body["total_items"] == first["total_items"]
        assert body["total_pages"] == pages


@pytest.mark.parametrize("name", LISTS)
def test_pages_together_are_everything_once(client: TestClient, name: str) -> None:
    every = [one["id"] for one in _lines(client, f"/oruk/v3/{name}?format=ndjson")]
    paged: list[str] = []
    for page in range(1, -(-len(every) // 500) + 1):
        body = client.get(f"/oruk/v3/{name}?per_page=500&page={page}").json()
        paged += [one["id"] for one in body["contents"]]
    assert paged == every == sorted(set(every))


EVERYTHING = "/oruk/v3/services?format=ndjson"


def _all(said: Any, key: str) -> Iterator[Any]:
    """Every object in a list of this name, however deep."""
    if isinstance(said, list):
        for one in said:
            yield from _all(one, key)
    elif isinstance(said, dict):
        for name, value in said.items():
            if name == key and isinstance(value, list):
                yield from value
            yield from _all(value, key)


def test_the_names_that_only_the_united_kingdom_has_are_there(client: TestClient) -> None:
    term = client.get("/oruk/v3/taxonomy_terms?per_page=1").json()["contents"][0]
    assert term["term"] == term["name"]
    taxonomies = client.get("/oruk/v3/taxonomies").json()["contents"]
    assert {"Fingerpost needs", "Fingerpost categories"} <= {one["name"] for one in taxonomies}
    for one in taxonomies:
        whole = client.get(f"/oruk/v3/taxonomies/{one['id']}").json()
        assert {term["taxonomy_id"] for term in whole["taxonomy_terms"]} == {one["id"]}
    for key, name in (("accessibility", "accessibility"), ("service_areas", "service_area")):
        held = [said for line in _lines(client, EVERYTHING) for said in _all(line, key)]
        assert held or key == "accessibility", key
        assert all(name in said for said in held)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("search=library", "day=TU"),
        ("search=library", "postcode=M33 7ZF&proximity=20000"),
        ("day=MO", "start_time=09:00&end_time=18:00"),
        ("category=food-bank", "lat=53.48&lon=-2.24&within_m=15000"),
        ("minimum_age=18", "search=advice"),
    ],
)
def test_filters_combine_with_and(client: TestClient, one: str, two: str) -> None:
    first, second, both = (
        {said["id"] for said in _lines(client, f"/oruk/v3/services?format=ndjson&{query}")}
        for query in (one, two, f"{one}&{two}")
    )
    assert both <= first & second
    if "day" not in one or "time" not in two:
        assert both == first & second


def test_a_branch_holds_all_that_stands_below_it(client: TestClient) -> None:
    tops = client.get("/oruk/v3/taxonomy_terms?top_only=true&per_page=500").json()["contents"]
    groups = [one for one in tops if one.get("code") == "food-and-goods"]
    (group,) = groups
    below = client.get(f"/oruk/v3/taxonomy_terms?parent_id={group['id']}").json()["contents"]
    assert len(below) == 6
    branch = _ids(client, f"taxonomy_term_id={group['id']}")
    parts = [_ids(client, f"taxonomy_term_id={term['id']}") for term in below]
    assert branch == set().union(*parts)
    assert branch


def _ids(client: TestClient, query: str) -> set[str]:
    return {said["id"] for said in _lines(client, f"/oruk/v3/services?format=ndjson&{query}")}


def test_minimal_names_everything_that_is_published(client: TestClient) -> None:
    said = client.get("/hsds/v3/services?minimal=true").json()
    every = [one["id"] for one in _lines(client, "/hsds/v3/services?format=ndjson")]
    assert [one["id"] for one in said["contents"]] == every
    assert said["total_items"] == len(every)
    since = said["contents"][0]["last_modified"]
    asked = {"minimal": "true", "modified_after": since}
    later = client.get("/hsds/v3/services", params=asked).json()
    assert every[0] in {one["id"] for one in later["contents"]}


@pytest.mark.parametrize("door", DOORS)
def test_every_answer_may_be_read_by_any_page(client: TestClient, door: str) -> None:
    unknown = "1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"
    for path in ("/", "/services", f"/services/{unknown}", "/services?page=0", "/nothing"):
        answer = client.get(door + path, headers={"Origin": "https://page.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
