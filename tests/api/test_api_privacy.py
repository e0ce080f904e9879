"""A canary postcode is searched for, and then looked for in everything that is written."""

import logging

import pytest
import structlog
from starlette.testclient import TestClient

from tests.fakes.index import FakeIndex

CANARY = "M33 7ZF"
TRACES = ("7ZF", "7zf", "53.4251", "2.319", "M33%20", "ZZ99", "secret")


def _search_in_every_way(client: TestClient) -> list[str]:
    """What was answered to searches near the canary; urgent words and errors among them."""
    answers = [
        client.get("/v1/search", params={"q": "debt", "near": CANARY, "limit": 1}),
        client.get("/v1/search?near=m337zf&q=suicidal"),
        client.get("/v1/search?lat=53.4251&lon=-2.3190"),
        client.post("/v1/search", json={"near": CANARY, "q": "debt", "limit": 1}),
        client.post("/v1/search", json={"near": CANARY, "limit": "secret"}),
        client.post("/v1/search", content=b'{"near": "M33 7ZF"', headers={"Content-Type": "j"}),
        client.get(f"/v1/suggest?letters={CANARY}"),
        client.get(f"/v1/search/{CANARY}"),
        client.get(f"/v1/listings/{CANARY}"),
        client.get("/healthz", headers={"X-Request-ID": CANARY, "Referer": CANARY}),
    ]
    return [f"{answer.headers} {answer.text}" for answer in answers]


def _logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the server logged; the test's own client is not the server."""
    return [one.getMessage() for one in caplog.records if not one.name.startswith("httpx2")]


def test_no_log_line_holds_the_place(
    api_client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as lines:
        answers = _search_in_every_way(api_client)
    assert len(lines) == len(answers)
    written = f"{lines} {_logged(caplog)} {capfd.readouterr()}"
    assert not [trace for trace in TRACES if trace in written]


def test_no_answer_repeats_the_place(api_client: TestClient) -> None:
    for answer in _search_in_every_way(api_client):
        assert not [trace for trace in ("7ZF", "7zf", "secret") if trace in answer]


def test_an_unknown_place_is_named_in_the_body_alone(api_client: TestClient) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = api_client.get("/v1/search?near=ZZ99 9ZZ")
    assert "ZZ99" in answer.text
    assert "ZZ99" not in f"{lines} {answer.headers}"


def test_a_crash_is_logged_without_what_its_message_holds(
    api_client: TestClient,
    fake_index: FakeIndex,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    fake_index.broken = RuntimeError(f"made up, near {CANARY}")
    with structlog.testing.capture_logs() as lines:
        answer = api_client.get("/v1/search", params={"near": CANARY})
    crash, request = lines
    assert (crash["event"], crash["kind"]) == ("crash", "RuntimeError")
    assert crash["at"][0].rpartition(":")[0].endswith("tests/fakes/index.py")
    assert request["status"] == 500
    assert "7ZF" not in f"{lines} {_logged(caplog)} {capfd.readouterr()} {answer.text}"


def test_a_line_tells_route_status_time_and_network(api_client: TestClient) -> None:
    with structlog.testing.capture_logs() as lines:
        api_client.get("/v1/search?q=debt")
        api_client.get("/v1/listings/not-an-id")
        api_client.head("/healthz")
        api_client.get("/no/such/path")
    assert [line["route"] for line in lines] == [
        "/v1/search",
        "/v1/listings/{listing_id}",
        "/healthz",
        "-",
    ]
    assert [line["method"] for line in lines] == ["GET", "GET", "HEAD", "GET"]
    assert [line["status"] for line in lines] == [200, 422, 200, 404]
    assert all(line["ms"] >= 0 and len(line["request_id"]) == 36 for line in lines)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("testclient", "-"),
    ],
)
def test_a_callers_address_is_cut(address: str, network: str) -> None:
    from api.record import _network

    assert _network({"client": (address, 1)}) == network


def test_the_frameworks_telemetry_is_off(api_client: TestClient) -> None:
    assert api_client.app._native_telemetry.enabled() is False
    from api.app import NO_TELEMETRY

    assert not any(NO_TELEMETRY.values())
