"""Answering from the whole that a process holds, without asking the engine."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from search.forgiving import respelt
from search.index import Expecting, Page, Query, nobody
from search.language import Language
from search.whole.current import Current
from search.whole.finding import WholeFinder
from search.whole.worded import Ways, Worded
from search.whole.words import Vocabulary


class Answering:
    """Answers some questions from one state; words that they share are looked for once."""

    def __init__(
        self, current: Current[Any], language: Language, expecting: Expecting = nobody
    ) -> None:
        self._whole, self._pages, self._ways = current.whole, current.pages, current.ways
        self._language, self._expecting = language, expecting
        self._worded: dict[str, Worded] = {}

    def pages(self, queries: Sequence[Query]) -> list[Page]:
        """The answers in their order; those that tell nobody's place may be remembered."""
        return [self._pages.of(query, partial(self._search, query)) for query in queries]

    def _search(self, query: Query) -> Page:
        page = self._found(query, query.words)
        if page.total:
            return page
        slips = self._language.respelt(query.words)
        frequency, anew = Vocabulary(self._whole).frequency, partial(self._found, query)
        return respelt(query.words, slips, frequency, anew, nothing=page)

    def _found(self, query: Query, said: str) -> Page:
        finder = WholeFinder(self._whole, query, self._expecting)
        return finder.answer(self._worded_by(said))

    def _worded_by(self, said: str) -> Worded:
        worded = self._worded.get(said)
        if worded is None:
            worded = self._worded[said] = Worded(self._whole, self._ways_of(said))
        return worded

    def _ways_of(self, said: str) -> Ways:
        return self._ways.get(said, said.split(), partial(self._read, said), lambda _: 1)

    def _read(self, said: str) -> Ways:
        return Ways(self._whole, self._language.read(said))
