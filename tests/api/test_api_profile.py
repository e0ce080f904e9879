"""The profile is served at the address that the roots name, and is what it says it is."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from schema.objects import OBJECTS


def test_the_roots_profile_resolves_here(api_client: TestClient) -> None:
    for door in ("/oruk/v3/", "/hsds/v3/"):
        address = api_client.get(door).json()["profile"]
        said = api_client.get(address).json()
        assert said["uri"] == address
        assert said["conforms_to"] == ["HSDS-3.2", "HSDS-UK-3.0"]


def test_every_file_of_the_profile_is_served(api_client: TestClient) -> None:
    said = api_client.get("/profile").json()
    assert "openapi.json" in said["files"]
    for name in said["files"]:
        assert api_client.get(f"/profile/{name}").status_code == 200, name


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_every_schema_is_served_under_its_own_address(api_client: TestClient, name: str) -> None:
    schema = api_client.get(f"/schema/{name}.json").json()
    assert schema["$id"] == f"http://testserver/schema/{name}.json"
    Draft202012Validator.check_schema(schema)
    for reference in _references(schema):
        assert api_client.get(f"/schema/{reference}").status_code == 200


def _references(said: Any) -> list[str]:
    if isinstance(said, list):
        return [name for one in said for name in _references(one)]
    if not isinstance(said, dict):
        return []
    own = [said["$ref"]] if isinstance(said.get("$ref"), str) else []
    return own + [name for one in said.values() for name in _references(one)]


def test_our_own_parameters_are_declared(api_client: TestClient) -> None:
    patch = api_client.get("/profile/openapi.json").json()
    declared = {
        one["name"]: one["schema"] for one in patch["paths"]["/services"]["get"]["parameters"]
    }
    assert {"lat", "lon", "within_m", "category", "need", "source"} <= set(declared)
    assert declared["tier"]["enum"] == ["ready", "assured", "recognised"]
    ours = {name for name, said in declared.items() if said.get("x-origin") == "fingerpost"}
    points = {"lat", "lon", "within_m"}
    assert ours == points | {"age", "tier", "category", "need", "access_mode", "source"}


@pytest.mark.parametrize("path", ["/profile/no_such.json", "/schema/no_such.json"])
def test_an_unknown_file_is_not_found(api_client: TestClient, path: str) -> None:
    assert api_client.get(path).status_code == 404


def test_what_is_no_name_is_refused(api_client: TestClient) -> None:
    assert api_client.get("/schema/..%2fvocabulary.toml").status_code in (404, 422)
    assert api_client.get("/schema/Service").status_code == 422
