"""Every OpenAPI document that is served is one, by the checker of the standard's own tools."""

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

DOCUMENTS = ("/openapi.json", "/oruk/v3/openapi.json", "/hsds/v3/openapi.json")


@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_checker_finds_nothing(demonstration_door: TestClient, path: str) -> None:
    document = demonstration_door.get(path).json()
    found = [fault.message[:300] for fault in OpenAPIV31SpecValidator(document).iter_errors()]
    assert found == []


@pytest.mark.parametrize("door", ["/oruk/v3", "/hsds/v3"])
def test_the_root_leads_to_its_description(demonstration_door: TestClient, door: str) -> None:
    root = demonstration_door.get(f"{door}/").json()
    for name in ("openapi_url", "profile"):
        answer = demonstration_door.get(root[name])
        assert answer.status_code == 200, name
    described = demonstration_door.get(root["openapi_url"]).json()
    (server,) = described["servers"]
    assert server["url"] == root["openapi_url"].removesuffix("/openapi.json")
    for path, operations in described["paths"].items():
        if "{" not in path and "get" in operations:
            assert demonstration_door.get(server["url"] + path).status_code == 200, path


def test_a_planted_fault_is_seen(demonstration_door: TestClient) -> None:
    document = demonstration_door.get("/openapi.json").json()
    schema = {"schema": {"type": "string", "format": "uri", "default": ""}}
    planted = {"name": "planted", "in": "query", **schema}
    document["paths"]["/hsds/v3/services"]["get"]["parameters"].append(planted)
    assert list(OpenAPIV31SpecValidator(document).iter_errors())
