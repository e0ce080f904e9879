"""A server that is asked to end says so first, answers what is under way, and ends with 0."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from places.gazetteer import Gazetteer
from tests.fixtures.served import PATIENCE_S, ServerProcess, served, with_places

BODY = b'{"q": "lunch"}'
DRAIN_S = 1.5


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, gazetteer: Gazetteer
) -> Iterator[ServerProcess]:
    assert gazetteer.postcode("M33 7ZF") is not None
    folder = with_places(tmp_path / "data")
    workers = ("--workers", str(request.param))
    with served(folder, *workers, drain_s=DRAIN_S, grace_s=30) as started:
        yield started
    assert not _beside(folder / "fingerpost.sqlite3")


def _beside(file: Path) -> bytes:
    """What a database has not taken in yet, without which a copy of its file would be old."""
    log = file.with_name(f"{file.name}-wal")
    return log.read_bytes() if log.exists() else b""


def _half_asked(server: ServerProcess) -> socket.socket:
    """A search of which only half has arrived."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)
    head = (
        "POST /v1/search HTTP/1.1\r\nHost: here.example\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n"
    )
    connection.sendall(head.encode() + BODY[:5])
    return connection


def _answer(connection: socket.socket) -> bytes:
    said = b""
    with connection:
        connection.sendall(BODY[5:])
        while piece := connection.recv(65536):
            said += piece
    return said


def test_what_is_under_way_is_answered(server: ServerProcess) -> None:
    slow = [_half_asked(server) for _ in range(5)]
    time.sleep(0.3)
    server.asked_to_end()
    _until(lambda: server.ask("/readyz").status == 503)
    assert server.ask("/v1/search?q=lunch").status == 200
    assert server.ask("/healthz").status == 200
    _until(lambda: _refused(server))
    for connection in slow:
        assert _answer(connection).startswith(b"HTTP/1.1 200 OK")
    assert server.process.wait(timeout=PATIENCE_S) == 0


def _until(true: "object") -> None:
    deadline = time.monotonic() + PATIENCE_S
    assert callable(true)
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _refused(server: ServerProcess) -> bool:
    """Nobody answers a new connection any more."""
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=1) as connection:
            connection.settimeout(1)
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here.example\r\n\r\n")
            return not connection.recv(16)
    except OSError:
        return True
