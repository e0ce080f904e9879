"""The interface for programs as pages: everything is there, nothing runs, nothing is fetched."""

import re

import pytest
from starlette.testclient import TestClient

from api.generate import document
from tests.web.conftest import Browser
from web.views.operations import operations
from web.views.schemas import kind
from web.views.tasks import in_words, tasks

DESCRIBED = document()
OPERATIONS = operations(DESCRIBED, "https://directory.example")
ADDRESS = re.compile(r'(?:href|src|action)="([^"]+)"')


def _pages() -> list[str]:
    return [
        "/docs",
        "/docs/policy",
        *(f"/docs/operations/{name}" for name in OPERATIONS),
        *(f"/docs/objects/{name}" for name in DESCRIBED["components"]["schemas"]),
        *(f"/docs/tasks/{name}" for name in tasks()),
    ]


def test_every_page_is_there_and_every_link_of_it_leads_somewhere(browser: Browser) -> None:
    known: set[str] = set()
    for path in _pages():
        page = browser.client.get(path, headers={"Accept": "text/html"})
        assert page.status_code == 200, path
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert "<script" not in page.text
        assert page.text.count("<h1") == 1
        known |= set(ADDRESS.findall(page.text))
    for address in {one.partition("#")[0] for one in known if not one.startswith("#")}:
        assert address.startswith("/"), address
        assert browser.client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", ["/docs/operations/no", "/docs/objects/No", "/docs/tasks/no"])
def test_what_is_not_there_is_said_to_people(browser: Browser, path: str) -> None:
    browser.get(path, status=404)


def test_a_page_is_kept_until_the_description_changes(browser: Browser) -> None:
    client: TestClient = browser.client
    etag = client.get("/docs/operations/search").headers["etag"]
    again = client.get("/docs/operations/search", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_an_operation_tells_its_parameters_with_examples() -> None:
    search = OPERATIONS["search"]
    near = next(one for one in search.parameters if one.name == "near")
    assert near.example == "M33 7ZF"
    assert "postcode" in near.meaning
    assert search.request.startswith("curl 'https://directory.example/v1/search?q=debt+advice")


def test_a_body_written_out_tells_its_inner_fields() -> None:
    (body,) = OPERATIONS["submit_listing"].bodies
    assert "listing.postcode" in {one.name for one in body.fields}
    assert "-H 'Content-Type: application/json'" in OPERATIONS["submit_listing"].request


def test_what_needs_a_token_says_where_it_goes() -> None:
    assert "Authorization: Bearer" in OPERATIONS["show_own_listing"].request


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 100}, "whole number, from 1, up to 100"),
        ({"enum": ["a", "b"]}, "one of a, b"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Phone"}}, "list of Phone"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text or null"),
        ({"type": "string", "maxLength": 10_000_000}, "text"),
    ],
)
def test_kinds_of_value_are_told_in_words(schema: dict[str, object], told: str) -> None:
    assert kind(schema) == told


def test_html_in_a_text_is_shown_and_not_obeyed() -> None:
    assert "<script>" not in in_words("<script>alert(1)</script> and [x](javascript:alert)")
    assert "javascript:" not in ADDRESS.findall(in_words("[x](javascript:alert)"))


def test_programs_are_shown_with_the_address_of_this_server(browser: Browser) -> None:
    hostile = {"Host": 'directory.example"><b>'}
    page = browser.client.get("/docs/tasks/find-help-near-a-postcode", headers=hostile)
    assert "127.0.0.1:8000" not in page.text
    assert "<b>" not in page.text
    plain = browser.client.get(page.url.path, headers={"Host": "directory.example"})
    assert "http://directory.example/v1/search" in plain.text
