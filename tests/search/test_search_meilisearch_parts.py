"""Whatever is sent in parts is in the index whole, or the index does not say that it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from runtime.locks import FileLock
from runtime.reads_within import TooSlow
from search.documents import SearchDocument
from search.index import Health
from search.language import Language
from search.meilisearch import MeilisearchIndex, engine, parts, rebuilding, shape
from search.meilisearch.indexes import Indexes
from search.meilisearch.rows import row
from search.unavailable import SearchUnavailable
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import ask, document, id_of

KNOWN = [document(f"Choir {number}", id=id_of(number)) for number in range(1, 41)]
CHANGED = [document(f"Quagga {number}", id=id_of(number)) for number in range(1, 41)]
PART_BYTES = 2_000


@pytest.fixture
def index(
    meilisearch_server: MeilisearchServer,
    tmp_path: Path,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MeilisearchIndex]:
    """One that sends a few listings at a time, and asks the engine whatever it is asked."""
    monkeypatch.setattr(parts, "_PART_BYTES", PART_BYTES)
    monkeypatch.setattr(rebuilding, "_UNDER_WAY", 2)
    server = fresh_server(meilisearch_server, meilisearch_server.keys("t"))
    made = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language, held=range(0))
    yield made
    made.close()


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The engine fails to write the part that holds one listing, until this is undone."""
    one = id_of(12)

    def spoilt(document: SearchDocument, at: int) -> bytes:
        said = row(document, at)
        if document.id != one:
            return said
        return orjson.dumps({**orjson.loads(said), shape.ID: "an id that the engine refuses"})

    with monkeypatch.context() as here:
        here.setattr(engine, "row", spoilt)
        here.setattr(parts, "row", spoilt)
        yield here


def test_a_part_that_fails_leaves_the_position_where_it_was(
    index: MeilisearchIndex, refused: pytest.MonkeyPatch
) -> None:
    index.rebuild(KNOWN[:11], 1)
    with pytest.raises(SearchUnavailable, match="failed"):
        index.apply(CHANGED, (), 2)
    assert index.position() == 1
    refused.undo()
    index.apply(CHANGED[1:], [KNOWN[0].id], 2)
    assert index.health() == Health(len(CHANGED) - 1, 2)
    assert ask(index, "quagga ").total == len(CHANGED) - 1


def test_a_rebuild_is_not_gone_on_with_past_a_part_that_failed(
    index: MeilisearchIndex, refused: pytest.MonkeyPatch
) -> None:
    index.rebuild(KNOWN[:3], 1)
    with pytest.raises(SearchUnavailable, match="failed"):
        index.rebuild(KNOWN, 2)
    assert index.health() == Health(3, 1)
    refused.undo()
    _whole_after(index, index.rebuilt_through(2))


def test_nor_where_whoever_sent_it_ended_before_it_was_told(
    index: MeilisearchIndex, refused: pytest.MonkeyPatch
) -> None:
    """As a process that is killed: what it has sent is done after it."""
    refused.setattr(rebuilding, "_UNDER_WAY", 1_000)
    index.rebuild(KNOWN[:3], 1)

    def until_it_ends() -> Iterator[SearchDocument]:
        yield from KNOWN[:36]
        raise SearchUnavailable("as if it had ended")

    with pytest.raises(SearchUnavailable, match="had ended"):
        index.rebuild(until_it_ends(), 2)
    refused.undo()
    _whole_after(index, index.rebuilt_through(2))


def test_what_is_not_whole_is_not_swapped(
    index: MeilisearchIndex, refused: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though no task was seen to fail."""
    index.rebuild(KNOWN[:3], 1)
    monkeypatch.setattr(Indexes, "wait", _waits_for_whatever_comes_of_it(Indexes.wait))
    with pytest.raises(SearchUnavailable, match="expected 40"):
        index.rebuild(KNOWN, 2)
    assert index.health() == Health(3, 1)
    refused.undo()
    _whole_after(index, index.rebuilt_through(2))


@pytest.mark.parametrize(
    "fault",
    [
        SearchUnavailable("as if it had ended"),
        OperationalError("SELECT body", {}, psycopg.OperationalError("had ended")),
        TooSlow(1.0),
    ],
)
def test_a_rebuild_is_gone_on_with_whoever_began_it(
    index: MeilisearchIndex, fault: Exception
) -> None:
    """Its listings are counted with those that were there."""

    def until_it_ends() -> Iterator[SearchDocument]:
        yield from KNOWN[:30]
        raise fault

    for _ in range(2):
        with pytest.raises(type(fault), match=r"had ended|broken off"):
            index.rebuild(until_it_ends(), 2)
    through = index.rebuilt_through(2)
    assert KNOWN[9].id < through <= KNOWN[29].id
    _whole_after(index, through)


def test_a_rebuild_of_what_is_no_listing_is_thrown_away(index: MeilisearchIndex) -> None:
    def until_one_is_wrong() -> Iterator[SearchDocument]:
        yield from KNOWN[:30]
        raise ValueError("it is none")

    with pytest.raises(ValueError, match="it is none"):
        index.rebuild(until_one_is_wrong(), 2)
    assert index.rebuilt_through(2) == ""


def _waits_for_whatever_comes_of_it(wait: Callable[..., None]) -> Callable[..., None]:
    def waited(self: Indexes, task: int, ignoring: str = "") -> None:
        wait(self, task, ignoring or "invalid_document_id")

    return waited


def _whole_after(index: MeilisearchIndex, through: str) -> None:
    """Whoever reads what comes after `through` makes it whole."""
    index.rebuild([one for one in KNOWN if one.id > through], 2)
    assert index.health() == Health(len(KNOWN), 2)
    assert {hit.id for hit in ask(index, "choir ", limit=100).hits} == {one.id for one in KNOWN}
