"""The limit on bodies, at the level where a caller can lie about their length."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI

Sent = list[dict[str, Any]]
PIECE = b" " * 10_000


def _ask(app: FastAPI, pieces: int, headers: list[tuple[bytes, bytes]]) -> tuple[Sent, int]:
    """What the application sends when a body arrives in pieces, and how many it took."""
    taken, sent = 0, []

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": PIECE, "more_body": taken < pieces}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/search",
        "raw_path": b"/v1/search",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"content-type", b"application/json"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    asyncio.run(app(scope, receive, send))
    return sent, taken


@pytest.mark.parametrize(
    "headers",
    [[], [(b"content-length", b"12")], [(b"content-length", b"x")], [(b"content-length", b"-1")]],
)
def test_a_stream_is_counted_whatever_it_declares(
    api_app: FastAPI, headers: list[tuple[bytes, bytes]]
) -> None:
    sent, taken = _ask(api_app, 3_000, headers)
    assert sent[0]["status"] == 413
    assert taken == 26, "reading stops with the piece that exceeds the limit"


def test_a_declared_length_is_enough_to_refuse(api_app: FastAPI) -> None:
    sent, taken = _ask(api_app, 3_000, [(b"content-length", b"30000000")])
    assert sent[0]["status"] == 413
    assert taken == 0


def test_a_body_within_the_limit_is_read_whole(api_app: FastAPI) -> None:
    sent, taken = _ask(api_app, 25, [])
    assert sent[0]["status"] == 400, "blanks are no JSON"
    assert taken == 25
