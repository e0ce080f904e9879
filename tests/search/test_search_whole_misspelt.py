"""Misspellings of a word share what was found for one of them; each is told as it was asked."""

from typing import Any

import pytest

from search.language import Language
from search.query import FACETS, Query
from search.whole import matching
from search.whole.answering import Answering
from search.whole.current import Current
from tests.fixtures.search import NOW, document
from tests.search.test_search_whole_found import ask_anew, held

KNOWN = [document("Ukulele advice"), document("Debt advice"), document("Ukulele walks")]
TYPOS = ("ukelele", "ukulelle", "ukuele")


def test_what_was_found_for_one_is_found_for_the_others(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, made, found = held(KNOWN), list[Any](), matching._found

    def counted(*asked: Any) -> Any:
        made.append(asked)
        return found(*asked)

    monkeypatch.setattr(matching, "_found", counted)
    queries = [Query(now=NOW, words=f"{typo} advice", facets=FACETS) for typo in TYPOS]
    pages = Answering(Current(whole, None), language).pages(queries)
    assert len(made) == 1
    for typo, query, page in zip(TYPOS, queries, pages, strict=True):
        assert page.total == 1
        assert page.corrected == {typo: ("ukulele",)}
        assert page == ask_anew(held(KNOWN), language, query)
