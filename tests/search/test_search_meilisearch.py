"""What Meilisearch alone can do wrong: be away, hang, be slow or empty, refuse a key."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import meilisearch
import pytest

from runtime.locks import FileLock
from search.documents import SearchDocument
from search.index import Health
from search.language import Language
from search.meilisearch import KeyTooMighty, MeilisearchIndex, Server, parts
from search.meilisearch.connections import Connections
from search.meilisearch.exchange import Answered
from search.meilisearch.keys import Keys
from search.meilisearch.server import PAUSE_S
from search.unavailable import IndexBusy, IndexLost, SearchUnavailable
from tests.fixtures.meilisearch import (
    MASTER_KEY,
    MeilisearchServer,
    fresh_server,
    meilisearch_binary,
)
from tests.fixtures.ports import free_port
from tests.fixtures.search import SALE, ask, document, id_of

SOON_S = 3.0
"""A hanging server has to be given up long before this; the machine of the tests may be busy."""

KNOWN = [document(f"Choir {number}", id=id_of(number), points=(SALE,)) for number in range(1, 41)]
Opened = Callable[[Server], MeilisearchIndex]


@pytest.fixture(scope="module")
def mortal() -> Iterator[MeilisearchServer]:
    """A server of this module's own, to be killed and stopped."""
    server = MeilisearchServer(meilisearch_binary())
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="module")
def mortal_keys(mortal: MeilisearchServer) -> Keys:
    return mortal.keys("t")


@pytest.fixture
def opened(tmp_path: Path, language: Language) -> Iterator[Opened]:
    made: list[MeilisearchIndex] = []

    def opened(server: Server) -> MeilisearchIndex:
        made.append(MeilisearchIndex(server, FileLock(tmp_path / "lock"), language))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def ours(mortal: MeilisearchServer, mortal_keys: Keys) -> Server:
    return fresh_server(mortal, mortal_keys)


def given_up(index: MeilisearchIndex) -> float:
    """Seconds until a search says that it is unavailable."""
    started = monotonic()
    with pytest.raises(SearchUnavailable):
        ask(index, "choir ")
    return monotonic() - started


def answered(index: MeilisearchIndex) -> int:
    """The total, as soon as the server is asked again."""
    until = monotonic() + 20 * PAUSE_S
    while True:
        try:
            return ask(index, "choir ").total
        except SearchUnavailable:
            assert monotonic() < until
            sleep(0.1)


def test_killed_it_is_unavailable_and_on_return_as_it_was(
    mortal: MeilisearchServer, ours: Server, opened: Opened
) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 7)
    mortal.kill()
    assert given_up(index) < SOON_S
    with pytest.raises(SearchUnavailable):
        index.apply(KNOWN[:1], (), 8)
    mortal.start()
    assert answered(index) == len(KNOWN)
    assert index.health() == Health(len(KNOWN), 7)
    index.apply((), [KNOWN[0].id], 9)
    assert index.health() == Health(len(KNOWN) - 1, 9)


def test_hanging_it_is_given_up_and_then_not_waited_for(
    mortal: MeilisearchServer, ours: Server, opened: Opened
) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    mortal.pause()
    try:
        assert given_up(index) < SOON_S
        with pytest.raises(SearchUnavailable, match="not asked again"):
            ask(index, "choir ")
    finally:
        mortal.resume()
    assert answered(index) == len(KNOWN)


def test_an_empty_server_has_lost_the_index_until_it_is_rebuilt(
    ours: Server, opened: Opened
) -> None:
    index = opened(ours)
    for lost in (index.position, index.health, lambda: ask(index, "choir")):
        with pytest.raises(IndexLost):
            lost()
    with pytest.raises(IndexLost):
        index.apply(KNOWN, (), 1)
    index.rebuild(KNOWN, 3)
    assert index.health() == Health(len(KNOWN), 3)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda index: index.delete_all_documents(),
        lambda index: index.update_filterable_attributes(["flags", "lat"]),
        lambda index: index.update_documents([{"id": "_meta", "fact": '[5, 99, "made up"]'}]),
    ],
)
def test_an_index_of_another_shape_is_lost(
    mortal: MeilisearchServer,
    ours: Server,
    opened: Opened,
    spoil: Callable[[meilisearch.index.Index], meilisearch.models.task.TaskInfo],
) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    client = meilisearch.Client(mortal.url, MASTER_KEY)
    client.wait_for_task(spoil(client.index(ours.prefix)).task_uid, interval_in_ms=10)
    with pytest.raises(IndexLost) as lost:
        ask(index, "choir ", lat=SALE[0], lon=SALE[1], within_m=500.0)
    assert not re.search(r"choir|\d\.\d{2}", str(lost.value).removeprefix(mortal.url))
    index.rebuild(KNOWN, 2)
    assert ask(index, "choir ").total == len(KNOWN)


@pytest.mark.parametrize("status", [429, 502])
def test_a_server_that_does_not_tell_what_a_key_may_is_away(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    with monkeypatch.context() as patched:
        patched.setattr(Connections, "request", lambda *_: [Answered(status, b"a proxy's page")])
        with pytest.raises(SearchUnavailable) as away:
            ask(index, "choir")
    assert type(away.value) is SearchUnavailable
    assert f"answered {status}" in str(away.value)
    index_again = opened(ours)
    assert ask(index_again, "choir").total == len(KNOWN)


def test_a_wrong_key_and_the_master_key_are_refused(
    mortal: MeilisearchServer, ours: Server, opened: Opened, tmp_path: Path, language: Language
) -> None:
    opened(ours).rebuild(KNOWN, 1)
    wrong = opened(Server(mortal.url, "x" * 40, "x" * 40, ours.prefix))
    with pytest.raises(SearchUnavailable, match="key"):
        ask(wrong, "choir")
    mighty = Server(mortal.url, MASTER_KEY, MASTER_KEY, ours.prefix)
    with pytest.raises(KeyTooMighty, match="FINGERPOST_SEARCH_KEY"):
        ask(opened(mighty), "choir")
    own = MeilisearchIndex(mighty, FileLock(tmp_path / "own"), language)
    with pytest.raises(KeyTooMighty, match="WRITER_KEY"):
        own.apply(KNOWN, (), 2)


def test_the_key_that_searches_cannot_write(ours: Server, opened: Opened) -> None:
    client = meilisearch.Client(ours.url, ours.search_key)
    opened(ours).rebuild(KNOWN, 1)
    with pytest.raises(meilisearch.errors.MeilisearchApiError):
        client.index(ours.prefix).delete_all_documents()
    reading = opened(Server(ours.url, ours.search_key, "", ours.prefix))
    assert ask(reading, "choir ").total == len(KNOWN)
    with pytest.raises(SearchUnavailable, match="no key that writes"):
        reading.apply(KNOWN, (), 2)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\noops", b"?"])
def test_what_answers_nonsense_or_nothing_is_unavailable(said: bytes, opened: Opened) -> None:
    with answering(said) as url:
        assert given_up(opened(Server(url, "k"))) < SOON_S


@contextmanager
def answering(said: bytes) -> Iterator[str]:
    """The address of a server that says the same to every request, or nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=_answer, args=(listening, said), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10.0)
        assert not thread.is_alive()


def _answer(listening: socket.socket, said: bytes) -> None:
    with ExitStack() as held, suppress(OSError):
        while True:
            connection = held.enter_context(listening.accept()[0])
            if said:
                connection.recv(65_536)
                connection.sendall(said)
                connection.close()


def test_slow_it_is_given_up_before_all_calls_are_made(ours: Server, opened: Opened) -> None:
    """Every answer comes in time, and all of them together would not."""
    opened(ours).rebuild(KNOWN, 1)
    with slowed(ours.url, 0.8) as url:
        slow = opened(Server(url, ours.search_key, "", ours.prefix))
        assert given_up(slow) < SOON_S
    assert ask(opened(ours), "choir ").total == len(KNOWN)


@contextmanager
def slowed(url: str, seconds: float) -> Iterator[str]:
    """The address of a server that hands on what it is asked, and answers so much later."""

    class Slow(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            keep = {"Authorization", "Content-Type"}
            headers = {name: value for name, value in self.headers.items() if name in keep}
            sleep(seconds)
            request = Request(url + self.path, asked or None, headers, method=self.command)
            try:
                with urlopen(request) as answer:
                    status, said = answer.status, answer.read()
            except HTTPError as refused:
                status, said = refused.code, refused.read()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_nobody_there_is_unavailable(opened: Opened) -> None:
    assert given_up(opened(Server(f"http://127.0.0.1:{free_port()}", "k"))) < SOON_S


def test_one_writes_at_a_time_and_no_older_news(
    ours: Server, tmp_path: Path, language: Language
) -> None:
    one, other = (MeilisearchIndex(ours, FileLock(tmp_path / "lock"), language) for _ in "12")
    one.rebuild(KNOWN, 1)
    with pytest.raises(IndexBusy):
        other.apply((), [], 2)
    assert other.position() == 1
    one.apply([document("Newer", id=id_of(50))], (), 5)
    one.release()
    with pytest.raises(IndexBusy, match="ask for the position"):
        other.apply([document("Older", id=id_of(50))], (), 3)
    sleep(0.3)
    assert other.position() == 5
    other.apply([document("Newest", id=id_of(50))], (), 6)
    assert ask(one, "newest ").total == 1
    one.close()
    other.close()


def test_a_rebuild_that_is_broken_off_leaves_the_old_one_and_is_gone_on_with(
    mortal: MeilisearchServer, ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_PART_BYTES", 2_000)
    index = opened(ours)
    index.rebuild(KNOWN[:3], 1)

    def until_it_dies() -> Iterator[SearchDocument]:
        yield from KNOWN[:30]
        mortal.kill()
        yield from KNOWN[30:]

    with pytest.raises(SearchUnavailable):
        index.rebuild(until_it_dies(), 4)
    mortal.start()
    assert answered(index) == 3
    through = index.rebuilt_through(9)
    assert KNOWN[0].id < through <= KNOWN[29].id
    assert index.rebuilt_through(9) == through
    assert index.rebuilt_through(3) == ""
    index.rebuild([one for one in KNOWN if one.id > through], 9)
    assert index.health() == Health(len(KNOWN), 4)
    assert index.rebuilt_through(9) == ""


def test_what_was_broken_off_can_be_thrown_away(
    mortal: MeilisearchServer, ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_PART_BYTES", 2_000)
    index = opened(ours)

    def until_it_dies() -> Iterator[SearchDocument]:
        yield from KNOWN[:30]
        mortal.kill()

    with pytest.raises(SearchUnavailable):
        index.rebuild(until_it_dies(), 4)
    mortal.start()
    index.forget_rebuild()
    index.rebuild(KNOWN[:2], 9)
    assert index.health() == Health(2, 9)
