"""The proxy as it runs: it logs nothing of who asks, and nobody who asks takes a server out."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fixtures.ports import free_port
from tests.operations.proxying import FILE, Proxied, caddy, environment, proxied, upstream

TOO_LARGE, LARGE = 1_200_000, 900_000
SOON_S = 2.0
ASKED = "/v1/search?near=M33+7ZF"
SENT = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Prefix": "/elsewhere",
    "User-Agent": "agent-of-a-person",
    "Cookie": "secret",
}
CANARIES = ("M33", "7ZF", "203.0.113.9", "elsewhere", "agent-of-a-person", "secret")


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxied]:
    """Caddy before one server."""
    with upstream() as port, proxied(tmp_path, port) as made:
        yield made


def test_caddy_takes_the_file_as_it_is(tmp_path: Path) -> None:
    command = [caddy(), "validate", "--config", str(FILE), "--adapter", "caddyfile"]
    told = environment(tmp_path, "directory.example")
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Valid configuration" in done.stdout + done.stderr


def test_nothing_of_a_request_is_logged_whatever_becomes_of_it(tmp_path: Path) -> None:
    with upstream() as port, proxied(tmp_path, port) as made:
        assert made.ask(ASKED, SENT).status == 200
        assert made.ask(f"/crowd{ASKED}", SENT).status == 503
        with pytest.raises(http.client.IncompleteRead):
            made.ask(f"/broken{ASKED}", SENT)
        assert made.ask(ASKED, SENT, b"x" * TOO_LARGE).status >= 400
    written = made.log.read_text("utf-8")
    assert "aborting with incomplete response" in written
    assert not [canary for canary in CANARIES if canary in written]


def test_a_server_that_refuses_a_crowd_is_asked_again(proxy: Proxied) -> None:
    for _ in range(3):
        refused = proxy.ask("/crowd")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "7")
    _is_answered_at_once(proxy)


def test_a_body_that_is_too_large_takes_no_server_out(proxy: Proxied) -> None:
    assert proxy.ask(ASKED, body=b"x" * LARGE).body == str(LARGE).encode()
    assert proxy.ask(ASKED, body=b"x" * TOO_LARGE).status >= 400
    _is_answered_at_once(proxy)


def test_whoever_leaves_while_sending_takes_no_server_out(proxy: Proxied) -> None:
    for _ in range(3):
        proxy.break_off(ASKED, LARGE)
    _is_answered_at_once(proxy)


def test_an_answer_that_breaks_off_takes_no_server_out(proxy: Proxied) -> None:
    with pytest.raises(http.client.IncompleteRead):
        proxy.ask("/broken")
    _is_answered_at_once(proxy)


def _is_answered_at_once(proxy: Proxied) -> None:
    began = time.monotonic()
    assert proxy.ask(ASKED).status == 200
    assert proxy.ask(ASKED, body=b"x").status == 200
    assert time.monotonic() - began < SOON_S


def test_of_two_servers_one_may_be_away(tmp_path: Path) -> None:
    with ExitStack() as stack:
        there = stack.enter_context(upstream())
        made = stack.enter_context(proxied(tmp_path, free_port(), there))
        assert [made.ask(ASKED).status for _ in range(10)] == [200] * 10


def test_where_a_request_comes_from_is_said_by_the_proxy_alone(proxy: Proxied) -> None:
    """Limits are counted by network: whoever could name one would have none."""
    told = json.loads(proxy.ask(ASKED, SENT).body)
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert "X-Forwarded-Prefix" not in told
