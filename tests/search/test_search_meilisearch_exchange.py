"""How Meilisearch's answers are read from connections, and which questions go together."""

import socket
from collections.abc import Callable, Iterator
from contextvars import copy_context
from threading import Thread
from typing import Any

import pytest

from runtime.elsewhere import tell
from search.meilisearch.connections import Connections
from search.meilisearch.exchange import NO_ANSWER, Answered, Asked
from search.meilisearch.parting import MOST_CALLS, parted

ASKED = Asked("POST", "/multi-search", b"{}")
TOLD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntold"
Said = Callable[[list[list[bytes]]], Connections]


@pytest.fixture
def said() -> Iterator[Said]:
    """A server that says, on one connection after the other, one thing for each question."""
    listening = socket.create_server(("127.0.0.1", 0))
    made: list[Connections] = []
    threads: list[Thread] = []

    def serve(connections: list[list[bytes]]) -> None:
        for answers in connections:
            connection, _ = listening.accept()
            with connection:
                for answer in answers:
                    connection.recv(65_536)
                    connection.sendall(answer)

    def served(connections: list[list[bytes]]) -> Connections:
        threads.append(Thread(target=serve, args=(connections,), daemon=True))
        threads[-1].start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        made.append(Connections(url, {}, 5.0, 5.0))
        return made[-1]

    yield served
    for one in made:
        one.close()
    for thread in threads:
        thread.join(10.0)
    listening.close()


@pytest.mark.parametrize(
    "answer",
    [
        TOLD,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nto\r\n2\r\nld\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ntold",
        b"HTTP/1.0 200 OK\r\n\r\ntold",
        b"HTTP/1.1 100 Continue\r\n\r\n" + TOLD,
    ],
)
def test_an_answer_is_read_however_it_tells_its_end(said: Said, answer: bytes) -> None:
    assert said([[answer]]).request([ASKED]) == [Answered(200, b"told")]


def test_a_connection_that_was_closed_meanwhile_is_made_anew(said: Said) -> None:
    connections = said([[TOLD], [TOLD]])
    for _ in range(2):
        assert connections.request([ASKED]) == [Answered(200, b"told")]


@pytest.mark.parametrize("answer", [b"", TOLD[:-1], b"nonsense\r\n\r\n"])
def test_what_is_no_whole_answer_is_none(said: Said, answer: bytes) -> None:
    with pytest.raises(NO_ANSWER):
        said([[answer]]).request([ASKED])


def test_answers_of_one_moment_come_in_the_order_of_the_questions() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    connections = Connections(f"http://127.0.0.1:{listening.getsockname()[1]}", {}, 5.0, 5.0)

    def serve() -> None:
        taken = [listening.accept()[0] for _ in range(3)]
        for connection in reversed(taken):
            body = connection.recv(65_536).rpartition(b"\r\n\r\n")[2]
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + body)
            connection.close()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    asked = [Asked("POST", "/", body) for body in (b"1", b"2", b"3")]
    assert [one.content for one in connections.request(asked)] == [b"1", b"2", b"3"]
    connections.close()
    thread.join(10.0)
    listening.close()


def test_every_question_is_asked_once_and_only_what_takes_long_is_parted() -> None:
    count: dict[str, Any] = {"filter": "flags = listing", "limit": 0}
    long = {"filter": "x" * 2_000, "limit": 60, "facets": ["category"]}
    assert parted([]) == [[]]
    assert parted([count] * 8) == [list(range(8))]
    for size in (2, 5, 12):
        groups = parted([count, *[long] * size])
        assert 1 < len(groups) <= MOST_CALLS
        assert sorted(at for group in groups for at in group) == list(range(size + 1))
        assert all(groups)


def test_whoever_waits_for_an_answer_waits_elsewhere(said: Said) -> None:
    def told_of() -> list[int]:
        told: list[int] = []
        tell(told.append)
        said([[TOLD]]).request([ASKED])
        return told

    assert copy_context().run(told_of) == [1, -1]
