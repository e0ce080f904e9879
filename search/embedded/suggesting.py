"""Services of the embedded index whose name, or a later word of it, begins with a few letters."""

from collections.abc import Iterator
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.clauses import begun_by
from search.embedded.facts import fact_of
from search.embedded.filters import one_of
from search.embedded.schema import FLAGS, LISTING, SCHEMA, TITLE
from search.parts import NAME
from search.tokens import stems, words

_SPARE = 3
Named = Iterator[tuple[str, str]]


def services_begun(searcher: Any, begun: str, limit: int) -> Named:
    """Ids and names, as `search.suggesting` wants them."""
    titles = searcher.terms_with_prefix(TITLE, begun, limit=limit * _SPARE)
    for title, _ in titles:
        yield from _shown(searcher, Clause.term_query(SCHEMA, TITLE, title, "basic"), 1)
    if len(titles) < limit:
        yield from _within(searcher, begun, limit)


def _within(searcher: Any, begun: str, limit: int) -> Named:
    """Services whose name holds all words, the last of them begun."""
    said = words(begun)
    if not said:
        return
    whole = [Clause.term_query(SCHEMA, NAME, s, "basic") for s in stems(said[:-1])]
    last = begun_by(said[-1])
    clauses = [one_of(FLAGS, [LISTING]), last, *whole]
    asked = Clause.boolean_query([(Occur.Must, clause) for clause in clauses])
    for listing_id, name in _shown(searcher, asked, limit * 10):
        if any(word.startswith(said[-1]) for word in words(name)):
            yield listing_id, name


def _shown(searcher: Any, asked: Clause, limit: int) -> Named:
    for _, address in searcher.search(asked, limit=limit, count=False).hits:
        fact = fact_of(searcher, address)
        yield fact.id, fact.title
