"""tantivy asked directly for words that are unfinished or misspelt, as plainly as can be."""

from typing import Any

import tantivy
from tantivy import Occur
from tantivy import Query as Clause

from benchmarks.raw_engine import SCHEMA, RawEngine, RawPage
from search.query import Query
from search.tokens import stems, words

_FIELDS = ("name", "topic", "organization", "text")


class ForgivingEngine(RawEngine):
    """The raw engine, with its own fuzzy queries."""

    def unfinished(self, query: Query) -> RawPage:
        """Listings with the words, the last of them only begun."""
        *before, last = words(query.words)
        must = [_any_field(stemmed, 0, prefix=False) for stemmed in stems(before)]
        return self._best([*must, _any_field(last, 0, prefix=True)], query)

    def misspelt(self, query: Query) -> RawPage:
        """Listings with words that are at most one letter away from each of the searcher's."""
        return self._best(
            [_any_field(stemmed, 1, prefix=False) for stemmed in stems(words(query.words))],
            query,
        )

    def _best(self, must: list[Clause], query: Query) -> RawPage:
        clause = Clause.boolean_query([(Occur.Must, one) for one in must])
        found: Any = self._searcher.search(clause, limit=query.limit)
        ids = self._ids([address for _, address in found.hits])
        return RawPage(ids, found.count, self._facets(query, clause))


def _any_field(word: str, distance: int, *, prefix: bool) -> Clause:
    each = [
        tantivy.Query.fuzzy_term_query(SCHEMA, field, word, distance=distance, prefix=prefix)
        for field in _FIELDS
    ]
    return Clause.disjunction_max_query(each)
