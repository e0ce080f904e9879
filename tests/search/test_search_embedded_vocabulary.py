"""What one state of the embedded index says of words, and what is left out because of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.embedded import EmbeddedIndex
from search.embedded.schema import ALL
from search.embedded.vocabulary import Vocabulary
from search.query import Query
from tests.fixtures.search import NOW, document


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    made = EmbeddedIndex(tmp_path / "index")
    made.rebuild([document(name="Walking group", description="Tea at Sale hall")], position=1)
    yield made
    made.close()


@pytest.fixture
def vocabulary(index: EmbeddedIndex) -> Vocabulary:
    return Vocabulary(index._opened.now().snapshot.searcher)


def test_what_no_listing_has_in_a_part_is_left_out(vocabulary: Vocabulary) -> None:
    assert vocabulary.standing("name", ["walk", "tea", "ukulel"]) == ["walk"]
    assert vocabulary.standing(ALL, ["walk", "tea", "ukulel"]) == ["walk", "tea"]
    assert vocabulary.phrases_in("text", [("tea", "hall"), ("tea", "walk")]) == [("tea", "hall")]


def test_a_slip_in_the_head_or_the_tail_of_a_word_is_read(vocabulary: Vocabulary) -> None:
    assert vocabulary.spelled_nearly("xalking") == ("walking",)
    assert "walking" in vocabulary.spelled_nearly("walkinb")


def test_a_word_comes_to_be_known_with_the_listing_that_has_it(index: EmbeddedIndex) -> None:
    asked = Query(now=NOW, words="ukulele", forgiving=False)
    assert index.search(asked).total == 0
    index.apply([document(name="Ukulele club")], [], 2)
    assert index.search(asked).total == 1
