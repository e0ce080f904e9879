"""What was remembered of one state of the embedded index goes with that state."""

import gc
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import pytest

from search.embedded import EmbeddedIndex, wording
from search.query import Query
from tests.fixtures.search import NOW, ask, document


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    made = EmbeddedIndex(tmp_path)
    made.rebuild([document("Debt advice"), document("Debt line")], 1)
    yield made
    made.close()


def test_an_old_state_is_let_go_once_the_next_is_searched(index: EmbeddedIndex) -> None:
    wide = Query(now=NOW, words="debt", reach="wide", areas=("W92000004",), facets=("category",))
    assert ask(index, "debt advice").total == 1
    index.search(wide)
    index.suggest("de")
    before = index._opened.now().snapshot
    remembered: list[ref[object]] = [ref(before.wide), ref(before.ways)]
    del before
    index.apply([document("Debt club")], [], 2)
    assert ask(index, "debt").total == 3
    gc.collect()
    assert [one() for one in remembered] == [None, None]


def test_the_ways_of_words_are_so_many_and_no_more(
    index: EmbeddedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "_MOST_KEPT", 5)
    for letter in "abcdefghijkl":
        ask(index, f"{letter}x")
        assert 0 < len(index._opened.now().snapshot.ways._kept) <= 5
