"""Answering from the whole that a process holds, without asking the engine."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from search.answers import Page
from search.forgiving import respelt
from search.index import Expecting, nobody
from search.language import Language
from search.query import Query
from search.whole.current import Current
from search.whole.finding import find
from search.whole.worded import Ways
from search.whole.words import Vocabulary


class Answering:
    """Answers some questions from one state; words that they share are read once."""

    def __init__(
        self, current: Current[Any], language: Language, expecting: Expecting = nobody
    ) -> None:
        self._whole, self._pages, self._ways = current.whole, current.pages, current.ways
        self._language, self._expecting = language, expecting
        self._asked: dict[str, Ways] = {}

    def pages(self, queries: Sequence[Query]) -> list[Page]:
        """The answers in their order; those that tell nobody's place may be remembered."""
        pages = [self._pages.of(query, partial(self._search, query)) for query in queries]
        for said, ways in self._asked.items():
            self._ways.keep(said, said.split(), ways, ways.bytes())
        return pages

    def _search(self, query: Query) -> Page:
        page = self._found(query, query.words)
        if page.total:
            return page
        slips = self._language.respelt(query.words)
        frequency, anew = Vocabulary(self._whole).frequency, partial(self._found, query)
        return respelt(query.words, slips, frequency, anew, nothing=page)

    def _found(self, query: Query, said: str) -> Page:
        return find(self._whole, query, self._ways_of(said), self._expecting)

    def _ways_of(self, said: str) -> Ways:
        ways = self._asked.get(said) or self._ways.get(said)
        if ways is None:
            ways = Ways(self._whole, self._language.read(said))
        self._asked[said] = ways
        return ways
