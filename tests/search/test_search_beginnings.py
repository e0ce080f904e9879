"""Words that are begun: what is found by them, and what a clause of them takes while it is kept."""

from pathlib import Path
from typing import Any

import pytest
import tantivy

from search.embedded.clauses import begun_by
from search.embedded.schema import SCHEMA, WORDS
from tests.fixtures.allocated import allocated_bytes

SAID = ("debt", "debts", "deb", "indebted", "école", "ecole", "日本語", "d" * 300)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("words")
    index = tantivy.Index(SCHEMA, str(folder))
    writer = index.writer(20_000_000, 1)
    for word in SAID:
        row = tantivy.Document()
        row.add_text(WORDS, word)
        writer.add_document(row)
    writer.commit()
    index.reload()
    return index.searcher()


@pytest.mark.parametrize("letters", ["d", "deb", "debt", "debtss", "e", "é", "日", "d" * 299, "x"])
def test_rows_with_a_word_that_begins_so_are_found_and_no_others(
    searcher: Any, letters: str
) -> None:
    found = searcher.search(begun_by(letters), limit=len(SAID)).count
    assert found == sum(word.startswith(letters) for word in SAID)


def test_a_thousand_that_are_kept_take_less_than_a_megabyte() -> None:
    before = allocated_bytes()
    kept = [begun_by(f"food{number}") for number in range(1_000)]
    assert allocated_bytes() - before < 1_000_000
    assert len(kept) == 1_000
