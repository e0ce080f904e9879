"""Hostile requests: each is refused in words, none is answered with a 500."""

import pytest
from starlette.testclient import TestClient

from api.search_parameters import SearchAsked
from search.query import DEEPEST_OFFSET

PROBLEM = "application/problem+json"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("lat=nan&lon=1", "lat"),
        ("lat=53&lon=inf", "lon"),
        ("lat=53&lon=1e400", "lon"),
        ("lat=91&lon=0", "lat"),
        ("lat=53", "lon"),
        ("q=%00", "q"),
        ("q=a%0Ab", "q"),
        ("q=a%C2%85b", "q"),
        (f"q={'a' * 201}", "q"),
        (f"limit={'9' * 30}", "limit"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1_0", "limit"),
        ("limit=10.0", "limit"),
        ("age=-1", "age"),
        ("near=M33&within_m=100001", "within_m"),
        ("near=M33&within=101km", "within"),
        ("near=M33&within=0m", "within"),
        ("near=M33&within=5%20leagues", "within"),
        ("near=M33&within=5mi&within_m=8047", "within"),
        ("free=yes", "free"),
        ("free=", "free"),
        ("day=XX", "day"),
        ("time=25:00", "time"),
        ("checked_since=2026-02-30", "checked_since"),
        ("checked_since=1700000000", "checked_since"),
        ("category=no-such-thing", "category"),
        ("language=english", "language"),
        ("cursor=..%2F", "cursor"),
        ("cursor=AAAA", "cursor"),
        ("sort=distance", "sort"),
        ("q=a&q=b", "q"),
        ("catgory=library", "catgory"),
        ("near=ZZ99+9ZZ", "near"),
    ],
)
def test_a_parameter_out_of_bounds_is_named(
    api_client: TestClient, query: str, parameter: str
) -> None:
    answer = api_client.get(f"/v1/search?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert parameter in {fault.get("parameter") for fault in answer.json()["errors"]}


@pytest.mark.parametrize("query", ["q=%FF", "q=%ED%A0%80", "&".join(f"x{n}=1" for n in range(300))])
def test_a_query_that_is_no_text_is_refused(api_client: TestClient, query: str) -> None:
    assert api_client.get(f"/v1/search?{query}").status_code == 422


def test_an_unknown_place_is_named_with_an_example(api_client: TestClient) -> None:
    detail = api_client.get("/v1/search?near=ZZ99 9ZZ").json()["detail"]
    assert "ZZ99 9ZZ" in detail
    assert "M33 7ZF" in detail


@pytest.mark.parametrize("page", ["0", "-1", "9" * 30, "1e3", "%00"])
def test_a_page_out_of_bounds_is_refused(api_client: TestClient, page: str) -> None:
    assert api_client.get(f"/hsds/v3/services?page={page}").status_code == 422


def test_a_far_page_is_empty(api_client: TestClient) -> None:
    page = api_client.get("/hsds/v3/services?page=1000000").json()
    assert page["empty"]
    assert page["contents"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"lat": NaN, "lon": 1}', 400),
        (b'{"lat": Infinity, "lon": 1}', 400),
        (b'{"lat": 1e400, "lon": 1}', 422),
        (b'{"q": "\\ud800"}', 400),
        (b'{"q": "a", "q": "b"}', 400),
        (b'{"q": {"a": 1, "a": 2}}', 400),
        (b'{"limit": ' + b"9" * 5_000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"q": "debt"', 400),
        (b"", 400),
        (b'\xef\xbb\xbf{"q": "debt"}', 400),
        ('{"q": "debt"}'.encode("utf-16"), 400),
        (b'{"q": "\xff"}', 400),
        (b"[]", 422),
        (b'"debt"', 422),
        (b'{"q": null}', 422),
        *((f'{{"{name}": null}}'.encode(), 422) for name in SearchAsked.model_fields),
        (b'{"q": "\\u0000"}', 422),
        (b'{"limit": 10.5}', 422),
        (b'{"limit": true}', 422),
        (b'{"lat": true, "lon": 1}', 422),
        (b'{"free": 1}', 422),
        (b'{"category": "library"}', 422),
        (b'{"approved": true}', 422),
        (b'{"near": "ZZ99 9ZZ"}', 422),
    ],
)
def test_a_body_that_cannot_be_used_is_refused(
    api_client: TestClient, body: bytes, status: int
) -> None:
    answer = api_client.post("/v1/search", content=body, headers=JSON)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM


def test_a_fault_in_a_body_is_pointed_at_and_not_repeated(api_client: TestClient) -> None:
    sent = {"q": "secret words", "category": ["library", "secret words"]}
    problem = api_client.post("/v1/search", json=sent).json()
    assert problem["errors"][0]["pointer"] == "#/category/1"
    assert "secret words" not in str(problem)


@pytest.mark.parametrize("name", ["secret words", "a" * 60, "M33 7ZF"])
def test_a_name_that_is_no_name_is_not_repeated(api_client: TestClient, name: str) -> None:
    assert name not in api_client.post("/v1/search", json={name: 1}).text
    assert name not in api_client.get("/v1/search", params={name: "1"}).text


def test_a_body_must_be_declared_as_json(api_client: TestClient) -> None:
    answer = api_client.post("/v1/search", content=b"{}", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert api_client.post("/v1/search", content=b"{}").status_code == 415


def test_many_faults_are_cut_short(api_client: TestClient) -> None:
    sent = {f"x{number}": 1 for number in range(100)}
    assert len(api_client.post("/v1/search", json=sent).json()["errors"]) == 20


def test_a_declared_body_of_30_mb_is_not_read(api_client: TestClient) -> None:
    answer = api_client.post("/v1/search", content=b" " * 30_000_000, headers=JSON)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == PROBLEM
    assert "256000" in answer.json()["detail"]


def test_a_deep_cursor_is_refused_without_a_crash(api_client: TestClient) -> None:
    from journeys.finding.cursor import LAYOUT, urlsafe_b64encode

    forged = urlsafe_b64encode(LAYOUT.pack(b"\0" * 8, 1, DEEPEST_OFFSET + 1)).decode().rstrip("=")
    assert api_client.get(f"/v1/search?cursor={forged}").json()["type"].endswith("unreadable")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("near=Sale&within=5+miles", "expected a value such as 5mi"),
        ("time=24:00", "expected a value such as 18:30"),
        ("language=Urdu", "expected a value such as ur"),
    ],
)
def test_what_is_expected_is_told_without_regular_expressions(
    api_client: TestClient, query: str, told: str
) -> None:
    (fault,) = api_client.get(f"/v1/search?{query}").json()["errors"]
    assert fault["detail"] == told
