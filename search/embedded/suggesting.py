"""Completions of a few letters: needs and kinds of help first, then names of services."""

from collections.abc import Iterator
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.cards import read_card
from search.embedded.filters import one_of
from search.embedded.schema import FLAGS, LISTING, SCHEMA, TITLE, WORDS
from search.embedded.snapshot import Snapshot
from search.index import Suggestion
from search.parts import NAME
from search.terms_begun import MOST_SUGGESTIONS, letters_begun, terms_begun
from search.tokens import folded, stems, words

_SPARE = 3


def suggestions(snapshot: Snapshot, letters: str, limit: int) -> list[Suggestion]:
    """At most `limit` completions, each text once; none below two letters or digits."""
    begun = letters_begun(letters)
    if begun is None or limit < 1:
        return []
    limit = min(limit, MOST_SUGGESTIONS)
    found = {(one.kind, one.id): one for one in terms_begun(begun)}
    for suggestion in _services(snapshot, begun, limit):
        found.setdefault(("service", folded(suggestion.text)), suggestion)
    return list(found.values())[:limit]


def _services(snapshot: Snapshot, begun: str, limit: int) -> Iterator[Suggestion]:
    searcher = snapshot.searcher
    titles = searcher.terms_with_prefix(TITLE, begun, limit=limit * _SPARE)
    for title, _ in titles:
        yield from _shown(searcher, Clause.term_query(SCHEMA, TITLE, title, "basic"), 1)
    if len(titles) < limit:
        yield from _within(searcher, begun, limit)


def _within(searcher: Any, begun: str, limit: int) -> Iterator[Suggestion]:
    """Services whose name holds all words, the last of them begun."""
    said = words(begun)
    if not said:
        return
    whole = [Clause.term_query(SCHEMA, NAME, s, "basic") for s in stems(said[:-1])]
    last = Clause.regex_query(SCHEMA, WORDS, f"{said[-1]}.*")
    clauses = [one_of(FLAGS, [LISTING]), last, *whole]
    asked = Clause.boolean_query([(Occur.Must, clause) for clause in clauses])
    for suggestion in _shown(searcher, asked, limit * 10):
        if any(word.startswith(said[-1]) for word in words(suggestion.text)):
            yield suggestion


def _shown(searcher: Any, asked: Clause, limit: int) -> Iterator[Suggestion]:
    for _, address in searcher.search(asked, limit=limit, count=False).hits:
        card = read_card(searcher, address)
        yield Suggestion("service", card.name, card.id)
