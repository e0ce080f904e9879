"""Answering questions from one snapshot, as the engine finds them."""

from collections.abc import Sequence

from search.answers import Page
from search.embedded.finding import find
from search.embedded.snapshot import Snapshot
from search.embedded.wording import Attempts
from search.forgiving import respelt
from search.language import Language
from search.query import Query


class EngineAnswering:
    """Answers some questions of one moment; words that they share are read once."""

    def __init__(self, snapshot: Snapshot, language: Language) -> None:
        self._snapshot, self._language = snapshot, language

    def pages(self, queries: Sequence[Query]) -> list[Page]:
        """The answers in their order."""
        ways = {words: self._ways(words) for words in {query.words for query in queries}}
        return [self._answer(query, ways[query.words]) for query in queries]

    def _ways(self, said: str) -> Attempts:
        return self._snapshot.ways.of(said, self._language)

    def _answer(self, query: Query, ways: Attempts) -> Page:
        if query.reach != "wide":
            return self._found(query, ways)
        return self._snapshot.wide.of(query, lambda: self._found(query, ways))

    def _found(self, query: Query, ways: Attempts) -> Page:
        page = find(self._snapshot, query, ways)
        if page.total:
            return page
        return respelt(
            query.words,
            self._language.respelt(query.words),
            self._snapshot.ways.vocabulary.frequency,
            lambda said: find(self._snapshot, query, self._ways(said)),
            nothing=page,
        )
