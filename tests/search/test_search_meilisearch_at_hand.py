"""Whoever may wait for nobody is answered from what is held, or told that it would have to wait."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.elsewhere import WouldWait, hurried
from runtime.locks import FileLock
from search.language import Language
from search.meilisearch import KeyTooMighty, MeilisearchIndex, following
from tests.contract.brute_force import documents
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import ask

KNOWN = list({one.id: one for one in documents(seed=7, size=200)}.values())
LONG_S = 30.0


@pytest.fixture
def index(
    meilisearch_server: MeilisearchServer, tmp_path: Path, language: Language
) -> Iterator[MeilisearchIndex]:
    server = fresh_server(meilisearch_server, meilisearch_server.keys("t"), LONG_S)
    made = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language, held=range(1, 10**6))
    made.rebuild(KNOWN, 1)
    yield made
    made.close()


def test_nothing_is_at_hand_before_all_are_held(index: MeilisearchIndex) -> None:
    assert not index.is_at_hand
    with hurried(), pytest.raises(WouldWait):
        ask(index, "zebu")
    assert index.read_ahead(LONG_S) == len(KNOWN)


def test_all_are_read_before_anybody_searches_where_that_is_begun(index: MeilisearchIndex) -> None:
    assert not index._reader._ahead.beside.settled.wait(0.2)
    index.begin()
    assert index._reader._ahead.beside.settled.wait(LONG_S)
    assert index._reader._following.current is not None


def test_nothing_is_read_with_a_key_that_may_do_more_than_search(
    meilisearch_server: MeilisearchServer, tmp_path: Path, language: Language
) -> None:
    own = fresh_server(meilisearch_server, meilisearch_server.keys("t"), LONG_S)
    server = replace(own, search_key=meilisearch_server.master_key)
    index = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language, held=range(10**6))
    with pytest.raises(KeyTooMighty):
        index._reader._beside(True)
    index.close()


def test_what_was_just_looked_at_is_and_what_was_not_is_looked_at_by_others(
    index: MeilisearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index.read_ahead(LONG_S) == len(KNOWN)
    monkeypatch.setattr(following, "NOTE_S", LONG_S)
    before = ask(index, "zebu")
    assert index.is_at_hand
    with hurried():
        assert ask(index, "zebu") == before
        assert index.position() == 1
    monkeypatch.setattr(following, "NOTE_S", 0.0)
    assert not index.is_at_hand
    with hurried(), pytest.raises(WouldWait):
        ask(index, "zebu")
    assert ask(index, "zebu") == before


def test_what_this_process_has_written_is_looked_at_before(
    index: MeilisearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "NOTE_S", LONG_S)
    assert index.read_ahead(LONG_S) == len(KNOWN)
    index.apply([], [KNOWN[0].id], 2)
    assert not index.is_at_hand
    assert ask(index, "").total == len(KNOWN) - 1
    assert index.is_at_hand


def test_who_was_in_a_hurry_is_in_nobodys_way(index: MeilisearchIndex) -> None:
    for _ in range(3):
        with hurried(), pytest.raises(WouldWait):
            ask(index, "zebu")
        with hurried(), pytest.raises(WouldWait):
            index.health()
        assert index.health().listings == len(KNOWN)
        assert ask(index, "").total == len(KNOWN)
