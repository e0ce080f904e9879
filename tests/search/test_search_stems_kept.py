"""The memory of stems stays small, whatever is asked for and however often."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from search import tokens
from search.embedded import EmbeddedIndex
from search.tokens import stem, stem_of_guess, stems_of_guesses
from tests.fixtures.search import ask, document

KEPT = getattr(stem, "__self__")  # noqa: B009
MOST = 50


@pytest.fixture
def _few_are_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tokens, "_MOST_STEMS", MOST)
    KEPT.clear()
    yield
    KEPT.clear()


@pytest.mark.usefixtures("_few_are_kept")
def test_of_ever_new_words_so_many_are_kept_and_no_more() -> None:
    for letters in product("abcdef", repeat=3):
        assert stem("".join(letters) + "ing")
        assert len(KEPT) <= MOST
    assert KEPT


def test_of_a_guess_nothing_is_kept() -> None:
    assert stem_of_guess("zwalking") == "zwalk"
    assert stems_of_guesses(["zwalking", "zwalk", "qhelped"]) == ["zwalk", "zwalk", "qhelp"]
    assert KEPT.keys().isdisjoint(("zwalking", "zwalk", "qhelped"))


def test_the_spellings_tried_for_a_misspelt_word_are_not_kept(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.rebuild([document("Bereavement support")], 1)
    before = len(KEPT)
    assert ask(index, "bereavemint").total == 1
    index.close()
    assert len(KEPT) < before + 10
