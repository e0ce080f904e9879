"""The published description: up to date, complete, and true of what is answered."""

import json
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api import documented
from api.directory import documented as directory_documented
from api.generate import TARGET, document, run, text
from api.kinds import KINDS
from schema.service import Service
from tests.fakes.documents import FakeDocuments
from tests.fakes.listings import SERVICES, stored

DESCRIBED = document()
EXAMPLES = TARGET.parent / "examples"
OPERATIONS = [
    (path, method, operation)
    for path, methods in DESCRIBED["paths"].items()
    for method, operation in methods.items()
]
PROBLEM = "application/problem+json"
OUTCOME = "application/fhir+json"


def _named(case: tuple[str, str, Any]) -> str:
    return f"{case[1]} {case[0]}"


def _validator(name: str) -> jsonschema.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": DESCRIBED["components"]}
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_the_file_is_what_the_api_serves(api_client: TestClient) -> None:
    assert run(["--check"]) == 0
    served = api_client.get("/openapi.json").json()
    assert served["paths"] == json.loads(text())["paths"]


def test_check_fails_on_a_difference(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "openapi.json"
    monkeypatch.setattr("api.generate.TARGET", target)
    assert run(["--check"]) == 1
    assert run([]) == 0
    assert run(["--check"]) == 0
    target.write_text("{}")
    assert run(["--check"]) == 1
    assert "python -m api.generate" in capsys.readouterr().err


@pytest.mark.parametrize("case", OPERATIONS, ids=_named)
def test_every_operation_is_described(case: tuple[str, str, Any]) -> None:
    _, _, operation = case
    assert operation["description"]
    assert operation["operationId"]
    assert operation["tags"]
    assert "500" in operation["responses"]


@pytest.mark.parametrize("case", OPERATIONS, ids=_named)
def test_every_parameter_has_a_meaning_and_an_example(case: tuple[str, str, Any]) -> None:
    for parameter in case[2].get("parameters", ()):
        assert parameter["description"], parameter["name"]
        assert "example" in parameter or "examples" in parameter["schema"], parameter["name"]


@pytest.mark.parametrize("case", OPERATIONS, ids=_named)
def test_every_number_and_text_that_is_sent_is_bounded(case: tuple[str, str, Any]) -> None:
    for parameter in case[2].get("parameters", ()):
        schema = parameter["schema"]
        one = schema.get("items", schema)
        if one["type"] in ("integer", "number"):
            assert {"minimum", "maximum"} <= set(one), parameter["name"]
        if one["type"] == "string":
            bounds = {"maxLength", "enum", "pattern", "const", "format"}
            assert bounds & set(one), parameter["name"]
        if schema["type"] == "array":
            assert "maxItems" in schema, parameter["name"]


@pytest.mark.parametrize("case", OPERATIONS, ids=_named)
def test_errors_are_problems(case: tuple[str, str, Any]) -> None:
    for status, answer in case[2]["responses"].items():
        if status >= "400":
            expected = OUTCOME if case[0].startswith("/fhir/") else PROBLEM
            assert list(answer["content"]) == [expected]


def test_no_outside_host_is_needed_to_read_it() -> None:
    assert "HTTPValidationError" not in text()
    assert "cdn" not in text()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_type_of_a_problem_leads_to_its_meaning(api_client: TestClient, kind: Any) -> None:
    page = api_client.get(kind.type).json()
    assert page == {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "meaning": kind.meaning,
    }
    assert page in api_client.get("/problems").json()["problems"]


LISTING = f"/v1/listings/{SERVICES[0].id}"


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/v1/search?q=debt&near=Sale&limit=1", documented.SearchAnswer),
        ("/v1/search?q=suicidal&near=Newport", documented.SearchAnswer),
        ("/v1/search?q=eccles&near=Sale&within=1km&free=true", documented.SearchAnswer),
        ("/v1/search", documented.SearchAnswer),
        ("/v1/suggest?letters=sale", documented.SuggestAnswer),
        (LISTING, Service),
        (f"{LISTING}/similar", documented.SimilarAnswer),
        (f"{LISTING}/provenance", documented.ProvenanceAnswer),
        ("/v1/sources", documented.SourcesAnswer),
        ("/hsds/v3/services?per_page=2", directory_documented.ServicePage),
        (f"/hsds/v3/services/{SERVICES[0].id}", Service),
        ("/healthz", documented.Health),
        ("/readyz", documented.Readiness),
        ("/problems", documented.ProblemKinds),
        ("/v1/listings/not-an-id", documented.ProblemAnswer),
        ("/v1/listings/00000000-0000-4000-8000-000000000000", documented.ProblemAnswer),
    ],
)
def test_answers_fit_what_is_described(api_client: TestClient, path: str, model: type[Any]) -> None:
    answer = api_client.get(path)
    model.model_validate_json(answer.content)
    _validator(model.__name__).validate(answer.json())


def test_a_listing_that_is_gone_fits_what_is_described(
    api_client: TestClient, fake_documents: FakeDocuments
) -> None:
    first, second = SERVICES[:2]
    fake_documents.by_id[str(first.id)] = stored(first, state="merged", successor=str(second.id))
    _validator("ProblemAnswer").validate(api_client.get(LISTING).json())


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_published_examples_fit_what_is_described(path: Any) -> None:
    """A file is named for its schema: `SearchAnswer.near-a-postcode.json`."""
    _validator(path.name.split(".")[0]).validate(json.loads(path.read_text("utf-8")))


def test_there_are_examples_of_the_main_answers() -> None:
    named = {path.name.split(".")[0] for path in EXAMPLES.glob("*.json")}
    assert {"SearchAnswer", "Service", "ProblemAnswer", "SuggestAnswer"} <= named


def test_the_application_is_described_as_a_whole(api_app: FastAPI) -> None:
    assert api_app.openapi()["openapi"].startswith("3.1")
    assert api_app.docs_url is None
    assert api_app.redoc_url is None
