"""A process holds all listings of the embedded index and follows it, whoever writes to it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from shutil import rmtree
from time import monotonic, sleep
from typing import Any

import pytest

from search.documents import SearchDocument
from search.embedded import EmbeddedIndex, changed, following
from search.embedded.ahead import Ahead
from search.facts import held
from search.index import Health
from search.language import Language
from search.query import FACETS
from search.unavailable import IndexLost
from search.whole import beside
from search.whole.state import Whole
from tests.contract.brute_force import documents
from tests.fixtures.search import SALE, ask, document, id_of

KNOWN = list({one.id: one for one in documents(seed=7, size=400)}.values())
NEAR: dict[str, Any] = {"lat": SALE[0], "lon": SALE[1], "within_m": 9_000.0, "facets": FACETS}
HELD, NONE = range(1, 10**6), range(0)
LONG_S = 30.0
Opened = Callable[..., EmbeddedIndex]


@pytest.fixture
def opened(tmp_path: Path, language: Language) -> Iterator[Opened]:
    """Processes: each call gives another that shares nothing but the folder."""
    made: list[EmbeddedIndex] = []

    def opened(held: range = HELD) -> EmbeddedIndex:
        made.append(EmbeddedIndex(tmp_path / "index", language, held=held))
        return made[-1]

    yield opened
    for one in made:
        one.close()


def current(index: EmbeddedIndex) -> Any:
    """What is held, if it is of the index's state at this moment."""
    return index._ahead.following.of(index._opened.now().snapshot)


def holds(index: EmbeddedIndex) -> bool:
    """Whether it answers from what it holds; it waits until all is read."""
    index.read_ahead(LONG_S)
    return current(index) is not None


def total(index: EmbeddedIndex, words: str = "") -> int:
    return ask(index, words, forgiving=False).total


def told(index: EmbeddedIndex, words: str, **query: Any) -> tuple[Any, ...]:
    """All that is found, but for the order of what is worth the same."""
    pages = [ask(index, words, limit=100, offset=at, **query) for at in range(0, 500, 100)]
    hits = {
        (hit.id, round(hit.score, 4), hit.distance_m and round(hit.distance_m, 3), hit.matched)
        for page in pages
        for hit in page.hits
    }
    assert len(hits) == pages[0].total
    return hits, pages[0].facets, pages[0].corrected, pages[0].all_words


def as_the_engine(index: EmbeddedIndex, opened: Opened) -> None:
    """It finds what the engine finds that holds nothing."""
    engine = opened(held=NONE)
    for query in (NEAR, {"facets": FACETS}, {**NEAR, "sort": "distance"}):
        for words in ("", "zebu ", "gnu", "quagga "):
            assert told(index, words, **query) == told(engine, words, **query)
    assert engine._ahead.following.current is None


def test_what_is_held_answers_as_the_engine_does(opened: Opened) -> None:
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)
    assert index.read_ahead(LONG_S) == len(KNOWN)
    as_the_engine(index, opened)


def test_all_are_read_before_anybody_searches_where_that_is_begun(opened: Opened) -> None:
    opened(held=NONE).rebuild(KNOWN, 1)
    index = opened()
    index.position()
    assert not index._ahead.beside.settled.wait(0.2)
    index.begin()
    index.begin()
    assert index._ahead.beside.settled.wait(LONG_S)
    assert current(index).whole.listings == len(KNOWN)


def test_what_is_begun_without_an_index_reads_the_one_that_is_made(opened: Opened) -> None:
    index = opened()
    index.begin()
    index.rebuild(KNOWN, 1)
    assert holds(index)


@pytest.mark.parametrize("sizes", [range(len(KNOWN) + 1, 10**6), range(len(KNOWN)), NONE])
def test_fewer_or_more_are_not_held(opened: Opened, sizes: range) -> None:
    index = opened(sizes)
    index.rebuild(KNOWN, 1)
    assert not holds(index)
    assert total(index) == len(KNOWN)
    assert index.read_ahead(LONG_S) == 0


def test_all_are_read_however_many_come_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed, "_AT_ONCE", 7)
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)
    assert index.read_ahead(LONG_S) == len(KNOWN)
    as_the_engine(index, opened)


@pytest.mark.parametrize("followed", [0, 5, 1_000], ids=["beside", "some", "all at once"])
def test_whatever_is_written_is_followed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, followed: int
) -> None:
    monkeypatch.setattr(following, "MOST_FOLLOWED", followed)
    monkeypatch.setattr(changed, "_AT_ONCE", 4)
    writer, index, drawn = opened(), opened(), Random(11)
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    for position in range(2, 14):
        some = drawn.sample(KNOWN, 12)
        anew = [document(f"Quagga {position}", id=one.id) for one in some[:4]]
        writer.apply([*anew, *some[4:8]], [one.id for one in some[8:]], position)
        assert total(index) == total(writer)
        assert holds(index)
        assert total(index, f"quagga {position} ") == 4
        assert index.position() == position
    as_the_engine(index, opened)


def test_who_writes_reads_it_at_once(opened: Opened) -> None:
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)
    for number in range(2, 8):
        index.apply([document(f"Quagga {number}", id=id_of(900))], [KNOWN[number].id], number)
        assert total(index, f"quagga {number} ") == 1
        assert current(index) is not None
        assert index.health() == Health(len(KNOWN) - number + 2, number)


def test_positions_that_stand_still_are_followed_too(opened: Opened) -> None:
    index = opened()
    index.rebuild(KNOWN, 5)
    assert holds(index)
    index.apply([document("Quagga", id=id_of(900))], (), 5)
    index.apply((), [id_of(900)], 5)
    index.apply([document("Quagga", id=id_of(901))], (), 5)
    assert total(index, "quagga ") == 1
    assert current(index) is not None


def test_what_was_not_committed_is_not_followed(opened: Opened) -> None:
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)

    def broken() -> Iterator[SearchDocument]:
        yield document("Quagga", id=id_of(900))
        raise OSError("the made-up source ends here")

    with pytest.raises(OSError, match="ends here"):
        index.apply(broken(), (), 2)
    assert total(index, "quagga ") == 0
    index.apply([document("Quagga", id=id_of(901))], (), 2)
    assert total(index, "quagga ") == 1
    assert total(index) == len(KNOWN) + 1
    assert current(index) is not None


def test_an_index_that_was_built_anew_is_read_anew(opened: Opened) -> None:
    writer, index = opened(), opened()
    writer.rebuild(KNOWN, 1)
    assert holds(index)
    writer.rebuild(KNOWN[:100], 2)
    assert total(index) == 100
    assert holds(index)
    as_the_engine(index, opened)


def test_a_state_older_than_what_is_held_is_left_to_the_engine(opened: Opened) -> None:
    """A thread may have begun with it when another brought the whole on."""
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)
    older = index._opened.now().snapshot
    index.apply([document("Quagga", id=id_of(900))], (), 2)
    assert total(index, "quagga ") == 1
    assert index._ahead.following.of(older) is None
    assert current(index) is not None


def test_more_than_there_is_room_for_are_left_to_the_engine(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "LEAST_ROOM", 100)
    monkeypatch.setattr(held, "MOST_ROOM", 200)
    index = opened()
    index.rebuild(KNOWN, 1)
    assert not holds(index)
    assert index.read_ahead(LONG_S) == 0
    assert total(index) == len(KNOWN)


def test_what_has_changed_too_often_is_read_anew(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What listings said before takes room; when there is none left, all is forgotten."""
    monkeypatch.setattr(held, "LEAST_ROOM", 100)
    index, few = opened(), KNOWN[:60]
    index.rebuild(few, 1)
    assert holds(index)
    for position in range(2, 9):
        index.apply([document(f"Quagga {position}", id=one.id) for one in few[:20]], (), position)
        assert total(index, f"quagga {position} ") == 20
        assert holds(index)
        assert index.read_ahead(LONG_S) <= 140
    as_the_engine(index, opened)


def test_what_was_written_piece_by_piece_is_put_in_order(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)
    monkeypatch.setattr(Whole, "is_untidy", lambda self: len(self.segments) > 1)
    index.apply([document("Quagga", id=id_of(900))], (), 2)
    assert total(index, "quagga ") == 1
    until = monotonic() + LONG_S
    while len(current(index).whole.segments) > 1:
        assert monotonic() < until
        sleep(0.01)
    as_the_engine(index, opened)


def test_a_lost_index_is_lost_though_it_is_held(opened: Opened, tmp_path: Path) -> None:
    index = opened()
    index.rebuild(KNOWN, 1)
    assert holds(index)
    rmtree(tmp_path / "index")
    with pytest.raises(IndexLost):
        total(index)
    index.rebuild(KNOWN[:50], 2)
    assert total(index) == 50
    assert holds(index)


def test_closed_it_ends_soon(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_SHORTEST_S", 0.5)
    monkeypatch.setattr(changed, "_AT_ONCE", 2)
    index = opened()
    index.rebuild(KNOWN, 1)
    index.read_ahead(0.2)
    ahead: Ahead = index._ahead
    index.close()
    assert not ahead.beside._thread.is_alive()
