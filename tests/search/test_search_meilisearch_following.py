"""A process holds the whole index and keeps in step with it, whatever happens to the engine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread, current_thread
from time import monotonic, sleep
from typing import Any

import meilisearch
import pytest

from runtime.locks import FileLock
from search.answers import Page
from search.facts import held
from search.index import Health
from search.language import Language
from search.meilisearch import (
    MeilisearchIndex,
    Server,
    following,
    gathering,
    parts,
    shape,
    slicing,
)
from search.meilisearch.parts import note_row
from search.meilisearch.server import Client
from search.query import FACETS, Query
from search.unavailable import IndexLost, KeyRefused, SearchUnavailable
from search.whole import beside
from tests.contract.brute_force import documents
from tests.fixtures.meilisearch import (
    MASTER_KEY,
    MeilisearchServer,
    fresh_server,
    meilisearch_binary,
)
from tests.fixtures.search import NOW, SALE, ask, document, id_of

KNOWN = list({one.id: one for one in documents(seed=7, size=400)}.values())
NEAR: dict[str, Any] = {"lat": SALE[0], "lon": SALE[1], "within_m": 9_000.0, "facets": FACETS}
LONG_S, SOON_S = 30.0, 3.0
Opened = Callable[..., MeilisearchIndex]


@pytest.fixture(scope="module")
def mortal() -> Iterator[MeilisearchServer]:
    """A server of this module's own, to be killed and stopped."""
    server = MeilisearchServer(meilisearch_binary())
    server.start()
    yield server
    server.remove()


@pytest.fixture
def ours(mortal: MeilisearchServer) -> Server:
    return fresh_server(mortal, mortal.keys("t"), LONG_S)


@pytest.fixture
def impatient(mortal: MeilisearchServer) -> Server:
    return fresh_server(mortal, mortal.keys("t"))


@pytest.fixture
def opened(tmp_path: Path, language: Language) -> Iterator[Opened]:
    """Processes: each call gives another that shares nothing but the server and the lock."""
    made: list[MeilisearchIndex] = []

    def opened(server: Server) -> MeilisearchIndex:
        made.append(
            MeilisearchIndex(server, FileLock(tmp_path / "lock"), language, held=range(1, 10**6))
        )
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many questions each round of calls had, notes included, whoever called."""
    made = list[int]()
    questions = Client.questions

    def counted(self: Client, some: Any) -> Any:
        made.append(sum(map(len, some)))
        return questions(self, some)

    monkeypatch.setattr(Client, "questions", counted)
    return made


def holds(index: MeilisearchIndex) -> bool:
    """Whether it answers from what it holds; it waits until all is read."""
    index.read_ahead(LONG_S)
    return index._reader.whole() is not None


def dropped(index: MeilisearchIndex) -> bool:
    """Whether nothing is held at this moment; a look at the index tells it."""
    index._reader._following.look_again()
    return index._reader.whole() is None


def total(index: MeilisearchIndex, words: str = "") -> int:
    return ask(index, words, forgiving=False).total


def found_soon(index: MeilisearchIndex, words: str, count: int) -> None:
    """Until so many are found, which has to be soon."""
    until = monotonic() + LONG_S
    while total(index, words) != count:
        assert monotonic() < until
        sleep(0.01)


def as_a_new_process(index: MeilisearchIndex, opened: Opened, server: Server) -> None:
    """It finds what one finds that reads everything now."""
    other = opened(server)
    for query in (NEAR, {"facets": FACETS}):
        for words in ("", "zebu ", "gnu"):
            assert ask(index, words, **query) == ask(other, words, **query)


def test_all_are_read_and_then_nothing_but_the_note_is_asked(
    ours: Server, opened: Opened, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "_SLICE", 20)
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    before = ask(index, "zebu ", **NEAR)
    assert holds(index)
    assert index.read_ahead(LONG_S) == len(KNOWN)
    index._reader._following.look_again()
    asked.clear()
    assert ask(index, "zebu ", **NEAR) == before
    assert asked == [1]


def test_ids_that_begin_alike_are_read_in_finer_slices(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shape, "MOST_FACTS", 40)
    monkeypatch.setattr(slicing, "_SLICE", 20)
    choirs = [document(f"Choir {number}", id=id_of(number)) for number in range(200)]
    assert len({one.id[:4] for one in choirs}) == 1
    index = opened(ours)
    index.rebuild(choirs, 1)
    assert total(index) == len(choirs)
    assert holds(index)
    assert index.read_ahead(LONG_S) == len(choirs)
    assert total(index, "choir ") == len(choirs)


def test_the_note_is_asked_no_more_than_every_so_often(
    ours: Server, opened: Opened, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "NOTE_S", LONG_S)
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    asked.clear()
    queries = [Query(now=NOW, words="zebu ", **NEAR), Query(now=NOW, words="zebu ")]
    for _ in range(20):
        assert index.search_many(queries)[0].total
        assert index.position() == 1
    assert asked == []


def test_what_another_process_writes_is_seen_after_one_question(
    ours: Server, opened: Opened, asked: list[int]
) -> None:
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    changed = [document("Quagga ", id=KNOWN[0].id), document("Quagga", id=id_of(900))]
    writer.apply(changed, [KNOWN[1].id], 2)
    sleep(2 * following.NOTE_S)
    asked.clear()
    assert total(index, "quagga ") == 2
    assert asked == [1, 4]
    assert total(index) == len(KNOWN)
    assert index.position() == 2
    as_a_new_process(index, opened, ours)
    assert holds(index)


def test_who_writes_reads_it_at_once(ours: Server, opened: Opened) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    for number in range(2, 8):
        index.apply([document(f"Quagga {number}", id=id_of(900))], [KNOWN[number].id], number)
        assert total(index, f"quagga {number} ") == 1
        assert index.health() == Health(len(KNOWN) - number + 2, number)
        assert holds(index)
    as_a_new_process(index, opened, ours)


def test_who_looked_before_it_was_written_has_not_seen_it(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread may be told the note before a writing, and make something of it after."""
    monkeypatch.setattr(following, "NOTE_S", LONG_S)
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    told, written = Event(), Event()
    questions = Client.questions

    def late(self: Client, some: Any) -> Any:
        answers = questions(self, some)
        if current_thread() is other:
            told.set()
            assert written.wait(LONG_S)
        return answers

    monkeypatch.setattr(Client, "questions", late)
    other = Thread(target=lambda: total(index))
    index._reader._following.look_again()
    other.start()
    assert told.wait(LONG_S)
    index.apply([document("Quagga", id=id_of(900))], (), 2)
    written.set()
    other.join()
    assert total(index, "quagga ") == 1


def test_thousands_of_changes_are_read_beside(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shape, "MOST_FACTS", 150)
    monkeypatch.setattr(following, "MOST_FOLLOWED", 20)
    monkeypatch.setattr(slicing, "_SLICE", 60)
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    more = [document(f"Quagga {n}", id=id_of(1_000 + n)) for n in range(600)]
    writer.apply(more, [one.id for one in KNOWN[::2]], 2)
    found_soon(index, "quagga ", len(more))
    assert holds(index)
    assert total(index) == len(KNOWN) - len(KNOWN[::2]) + len(more)
    as_a_new_process(index, opened, ours)


def test_what_changes_while_all_is_read_is_not_missed(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "_SLICE", 20)
    monkeypatch.setattr(beside, "_SHORTEST_S", 0.03)
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    index.read_ahead(0.2)
    assert index._reader._following.current is None
    for number in range(2, 12):
        some = [document(f"Quagga {number}", id=one.id) for one in KNOWN[number * 3 :][:2]]
        writer.apply(some, [KNOWN[-number].id], number)
    assert holds(index)
    assert total(index, "quagga ") == 20
    assert total(index) == len(KNOWN) - 10
    as_a_new_process(index, opened, ours)


def test_a_rebuild_is_read_anew_and_what_stayed_is_not_asked_again(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    writer.rebuild([*KNOWN[5:], document("Quagga", id=id_of(900))], 2)
    found_soon(index, "quagga ", 1)
    read = list[str]()
    _of = gathering.read_fingers
    monkeypatch.setattr(gathering, "read_fingers", lambda told: read.extend(told) or _of(told))
    assert holds(index)
    assert len(read) <= 1
    assert total(index) == len(KNOWN) - 4
    as_a_new_process(index, opened, ours)


def test_a_position_that_goes_back_is_no_change_to_be_followed(
    mortal: MeilisearchServer, ours: Server, opened: Opened
) -> None:
    """A writer that slept sets it back, and what others wrote meanwhile is written once more."""
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    writer.apply([document("Quagga", id=id_of(900))], (), 5)
    assert holds(index)
    note = index._reader.note()
    _write(mortal, ours, note_row(note._replace(position=3, written="asleep")))
    assert dropped(index)
    assert holds(index)
    assert index.position() == 3
    writer.position()
    sleep(0.3)
    assert writer.position() == 3
    writer.apply([document("Quagga again", id=id_of(901))], [KNOWN[0].id], 5)
    assert total(index, "quagga ") == 2
    as_a_new_process(index, opened, ours)


def test_another_writing_at_the_same_position_is_read_anew(ours: Server, opened: Opened) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    index.apply([document("Quagga", id=id_of(900))], (), 1)
    assert total(index, "quagga ") == 1
    assert holds(index)
    assert total(index, "quagga ") == 1


def test_rows_that_went_unseen_are_missed_by_their_number(
    mortal: MeilisearchServer, ours: Server, opened: Opened
) -> None:
    """Whatever is wrong with what is held, it is read anew once the index is looked at closely."""
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    client = meilisearch.Client(mortal.url, MASTER_KEY)
    task = client.index(ours.prefix).delete_document(KNOWN[0].id)
    client.wait_for_task(task.task_uid, interval_in_ms=10)
    index.apply([document("Quagga", id=id_of(900))], (), 2)
    found_soon(index, "quagga ", 1)
    assert holds(index)
    assert total(index) == len(KNOWN)


def test_more_than_there_is_room_for_are_asked_for(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "LEAST_ROOM", 100)
    monkeypatch.setattr(held, "MOST_ROOM", 200)
    monkeypatch.setattr(slicing, "_SLICE", 20)
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert not holds(index)
    assert 100 < index.read_ahead(LONG_S) <= 200
    assert total(index) == len(KNOWN)


def test_what_has_changed_too_often_is_read_anew(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What listings said before takes room; when there is none left, all is forgotten."""
    monkeypatch.setattr(held, "LEAST_ROOM", 100)
    index, few = opened(ours), KNOWN[:60]
    index.rebuild(few, 1)
    assert holds(index)
    for position in range(2, 9):
        index.apply([document(f"Quagga {position}", id=one.id) for one in few[:20]], (), position)
        assert total(index, f"quagga {position} ") == 20
        assert holds(index)
        assert index.read_ahead(LONG_S) <= 120
    as_a_new_process(index, opened, ours)


def test_killed_it_is_unavailable_and_on_return_nothing_is_read_anew(
    mortal: MeilisearchServer, impatient: Server, opened: Opened, asked: list[int]
) -> None:
    index = opened(impatient)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    mortal.kill()
    sleep(2 * following.NOTE_S)
    with pytest.raises(SearchUnavailable):
        total(index)
    mortal.start()
    asked.clear()
    assert _answered(index) == len(KNOWN)
    assert max(asked) == 1


def test_hanging_nobody_waits_long_however_many_ask(
    mortal: MeilisearchServer, impatient: Server, opened: Opened
) -> None:
    index = opened(impatient)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    mortal.pause()
    try:
        sleep(2 * following.NOTE_S)
        waited = _given_up_by(index, 8)
    finally:
        mortal.resume()
    assert len(waited) == 8
    assert max(waited) < SOON_S
    assert _answered(index) == len(KNOWN)


def test_a_server_that_comes_back_empty_has_lost_the_index(
    ours: Server, opened: Opened, mortal: MeilisearchServer
) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    mortal.lose_everything()
    sleep(2 * following.NOTE_S)
    with pytest.raises(IndexLost):
        total(index)
    index.rebuild(KNOWN[:9], 2)
    found_soon(index, "", 9)
    assert holds(index)
    assert total(index) == 9


def test_a_key_that_is_refused_is_told(
    mortal: MeilisearchServer, ours: Server, opened: Opened
) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    mortal.come_back_empty()
    sleep(2 * following.NOTE_S)
    with pytest.raises(KeyRefused):
        total(index)


def test_a_page_that_is_remembered_is_of_its_state(ours: Server, opened: Opened) -> None:
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    assert holds(index)
    assert ask(index, "quagga ", forgiving=False) is ask(index, "quagga ", forgiving=False)
    index.apply([document("Quagga", id=id_of(900))], (), 2)
    assert ask(index, "quagga ", forgiving=False).total == 1


def test_who_searches_while_it_is_written_to_sees_every_listing_once(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four that search one process, while another writes one listing after the other."""
    monkeypatch.setattr(following, "NOTE_S", 0.0)
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    done, seen, faults = Event(), list[list[int]](), list[Exception]()

    def search() -> None:
        own = list[int]()
        seen.append(own)
        while not done.is_set():
            try:
                own.append(_whole(ask(index, "quagga ", facets=("need",), limit=100)))
            except Exception as fault:
                faults.append(fault)
            sleep(0.01)

    threads = [Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 14):
        writer.apply([document("Quagga", id=id_of(1_000 + number), needs=("debt",))], (), number)
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert all(own == sorted(own) for own in seen)
    assert total(index, "quagga ") == 12


def test_an_index_is_closed_while_it_reads(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "_SLICE", 2)
    monkeypatch.setattr(beside, "_SHORTEST_S", 0.5)
    index = opened(ours)
    index.rebuild(KNOWN, 1)
    index.read_ahead(0.2)
    started = monotonic()
    index.close()
    assert monotonic() - started < SOON_S
    assert not index._reader._ahead.beside._thread.is_alive()


def test_what_is_written_in_parts_is_followed_whole(
    ours: Server, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows can be found before its note tells of them."""
    monkeypatch.setattr(parts, "_PART_BYTES", 15_000)
    monkeypatch.setattr(following, "NOTE_S", 0.0)
    writer, index = opened(ours), opened(ours)
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    done = Event()

    def search() -> None:
        while not done.is_set():
            total(index, "quagga ")
            sleep(0.005)

    thread = Thread(target=search)
    thread.start()
    for number in range(2, 5):
        some = [document(f"Quagga {number}", id=one.id) for one in KNOWN[: number * 10]]
        writer.apply(some, [one.id for one in KNOWN[-number * 10 :]], number)
    done.set()
    thread.join()
    found_soon(index, "quagga ", 40)
    assert holds(index)
    as_a_new_process(index, opened, ours)


def _whole(page: Page) -> int:
    assert page.total == sum(one.count for one in page.facets["need"])
    assert len({hit.id for hit in page.hits}) == len(page.hits) == page.total
    return page.total


def _write(mortal: MeilisearchServer, server: Server, line: bytes) -> None:
    client = meilisearch.Client(mortal.url, MASTER_KEY)
    task = client.index(server.prefix).add_documents_ndjson(line)
    client.wait_for_task(task.task_uid, interval_in_ms=10)


def _answered(index: MeilisearchIndex) -> int:
    until = monotonic() + LONG_S
    while True:
        try:
            return total(index)
        except SearchUnavailable:
            assert monotonic() < until
            sleep(0.05)


def _given_up_by(index: MeilisearchIndex, many: int) -> list[float]:
    """How long each of some waited until they were told that it is unavailable."""
    waited = list[float]()

    def search() -> None:
        started = monotonic()
        with pytest.raises(SearchUnavailable):
            total(index)
        waited.append(monotonic() - started)

    threads = [Thread(target=search) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waited
