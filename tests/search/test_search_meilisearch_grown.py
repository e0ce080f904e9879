"""What was learnt of an index that has grown since is never taken for what it holds now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.locks import FileLock
from search.language import Language
from search.meilisearch import MeilisearchIndex, shape
from search.meilisearch.keys import Keys
from search.meilisearch.state import Known, Note
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import ask, document, id_of

FEW = 60
MANY = shape.MOST_FACTS + 50


@pytest.fixture
def asked(
    meilisearch_server: MeilisearchServer,
    meilisearch_keys: Keys,
    tmp_path: Path,
    language: Language,
) -> Iterator[MeilisearchIndex]:
    """One that holds nothing and asks the engine whatever it is asked."""
    server = fresh_server(meilisearch_server, meilisearch_keys, 20.0)
    made = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language, held=range(0))
    yield made
    made.close()


def test_a_word_of_few_listings_that_has_become_one_of_many_is_counted_anew(
    asked: MeilisearchIndex,
) -> None:
    choirs = [
        document(f"Choir {number}", id=id_of(number), categories=("advice",))
        for number in range(1, MANY + 1)
    ]
    asked.rebuild(choirs[:FEW], 1)
    assert ask(asked, "choir ", limit=1).total == FEW
    asked.apply(choirs[FEW:], (), 2)
    grown = ask(asked, "choir ", limit=1, facets=("category",))
    assert (grown.total, grown.total_is_exact) == (MANY, True)
    assert sum(one.count for one in grown.facets["category"]) == MANY


def test_words_are_learnt_by_one_thread_while_another_meets_a_new_state() -> None:
    known = Known(Note(1, shape.SHAPE, "built"))

    class Count(int):
        def __ge__(self, other: int) -> bool:
            known.frequency["learnt meanwhile"] = 70
            return int(self) >= other

    known.frequency["choir"] = Count(60)
    known.frequency["rare"] = Count(3)
    assert known.at(Note(2, shape.SHAPE, "built", "later")).frequency == {"choir": 60}
