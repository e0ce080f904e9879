"""Headers and methods that hold for every answer."""

import re

import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from schema.example_ids import example_id
from tests.fakes.index import FakeIndex
from tests.fakes.listings import SERVICES

LISTING = f"/v1/listings/{SERVICES[0].id}"
EVERY_KIND = (
    ("GET", "/v1/search?q=debt", 200),
    ("GET", "/v1/search?near=nowhere", 422),
    ("GET", LISTING, 200),
    ("GET", "/v1/listings/1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11", 404),
    ("GET", "/v1/no-such-thing", 404),
    ("PUT", "/v1/search", 405),
    ("POST", "/v1/search", 415),
    ("GET", "/hsds/v3/services", 200),
    ("GET", "/openapi.json", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/problems/unknown-place", 200),
)


@pytest.mark.parametrize(("method", "path", "status"), EVERY_KIND)
def test_every_answer_is_open_and_safe(
    api_client: TestClient, method: str, path: str, status: int
) -> None:
    answer = api_client.request(method, path, headers={"Origin": "https://page.example"})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-request-id"]


def test_a_crash_is_open_and_safe_too(api_client: TestClient, fake_index: FakeIndex) -> None:
    fake_index.broken = RuntimeError("made up")
    answer = api_client.get("/v1/search?q=debt")
    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "made up" not in answer.text


def test_a_page_of_another_site_may_post_a_search(api_client: TestClient) -> None:
    asked = {
        "Origin": "https://page.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = api_client.options("/v1/search", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert "authorization" not in answer.headers["access-control-allow-headers"].lower()


def test_a_page_of_another_site_may_ask_for_what_changed_and_see_where_it_went(
    api_client: TestClient,
) -> None:
    asked = {
        "Origin": "https://page.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-modified-since, range, x-request-id",
    }
    told = api_client.options("/bulk/services.csv", headers=asked).headers
    allowed = {one.strip().lower() for one in told["access-control-allow-headers"].split(",")}
    assert {"if-modified-since", "range", "x-request-id"} <= allowed
    seen = api_client.get(LISTING).headers["access-control-expose-headers"].split(", ")
    assert {"Allow", "Location", "Link", "Retry-After"} <= set(seen)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/search", "GET, HEAD, OPTIONS, POST"),
        (LISTING, "GET, HEAD, OPTIONS"),
        ("/healthz", "GET, HEAD, OPTIONS"),
    ],
)
@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE"])
def test_405_names_every_method(
    api_client: TestClient, method: str, path: str, allowed: str
) -> None:
    answer = api_client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed
    assert answer.headers["content-type"] == "application/problem+json"


def test_options_without_an_origin_tells_the_methods_of_every_address(
    api_client: TestClient,
) -> None:
    """Any address at all: the ids in it need not be those of anything."""
    paths = [route.path for route in iter_route_contexts(api_client.app.routes)]  # type: ignore[attr-defined]
    assert len(paths) > 40
    for path in paths:
        address = re.sub(r"{[^}]*}", example_id("service"), path)
        answer = api_client.options(address)
        assert (answer.status_code, answer.content) == (204, b""), address
        allowed = answer.headers["allow"].split(", ")
        assert {"OPTIONS"} < set(allowed), address
    assert api_client.options("/nothing/here").status_code == 404


@pytest.mark.parametrize("path", ["/v1/search?q=debt", LISTING, "/v1/listings/x"])
def test_head_is_get_without_the_body(api_client: TestClient, path: str) -> None:
    got, headed = api_client.get(path), api_client.head(path)
    assert headed.status_code == got.status_code
    assert headed.content == b""
    assert headed.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    "theirs",
    [
        "1F0E7B5C-0D1E-4C58-9A63-5A3F2F0B7C11",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    ],
)
def test_a_caller_may_name_the_request(api_client: TestClient, theirs: str) -> None:
    headers = {"X-Request-ID": theirs, "X-Correlation-ID": theirs}
    answer = api_client.get("/healthz", headers=headers)
    assert answer.headers["x-request-id"] == theirs
    assert answer.headers["x-correlation-id"] == theirs


@pytest.mark.parametrize("theirs", ["M33 7ZF", "m337zf", "9434765919", "x" * 32, "a" * 31])
def test_a_name_that_may_hold_something_else_is_not_taken(
    api_client: TestClient, theirs: str
) -> None:
    answer = api_client.get("/healthz", headers={"X-Request-ID": theirs})
    assert answer.headers["x-request-id"] != theirs


@pytest.mark.parametrize("theirs", ["referral 17/3", "9434765919", "~" * 256])
def test_the_id_of_a_chain_goes_back_to_its_caller_and_nowhere_else(
    api_client: TestClient, theirs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = api_client.get("/healthz", headers={"X-Correlation-ID": theirs})
    assert answer.headers["x-correlation-id"] == theirs
    assert theirs not in "".join(capsys.readouterr())


@pytest.mark.parametrize("theirs", ["", "~" * 257, "caf\u00e9"])
def test_what_is_no_id_of_a_chain_is_left_out(api_client: TestClient, theirs: str) -> None:
    headers = [("X-Correlation-ID", theirs.encode("latin-1"))]
    assert "x-correlation-id" not in api_client.get("/healthz", headers=headers).headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/v1/search?q=debt", "no-cache"),
        ("/v1/search?q=debt&near=Sale", "no-store"),
        ("/v1/search?lat=53.4&lon=-2.3", "no-store"),
        ("/v1/search?q=debt+m337zf", "no-store"),
        ("/v1/search?near=nowhere", "no-store"),
        ("/v1/suggest?letters=M33", "no-store"),
        ("/v1/sources", "no-cache"),
    ],
)
def test_what_a_place_led_to_is_kept_nowhere(api_client: TestClient, path: str, kept: str) -> None:
    assert api_client.get(path).headers["cache-control"] == kept


def test_a_posted_search_is_kept_nowhere(api_client: TestClient) -> None:
    answer = api_client.post("/v1/search", json={"q": "debt"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_search_that_is_down_says_so_and_when_to_come_back(
    api_client: TestClient, fake_index: FakeIndex
) -> None:
    from search.unavailable import SearchUnavailable

    fake_index.broken = SearchUnavailable("made up")
    answer = api_client.get("/v1/search?q=debt")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert api_client.get("/readyz").json()["status"] == "degraded"
    assert api_client.get(LISTING).status_code == 200
    assert api_client.get("/healthz").status_code == 200
