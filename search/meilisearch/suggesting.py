"""Completions of a few letters: needs and kinds of help first, then names of services."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.index import Suggestion
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import EVERYTHING, quoted
from search.meilisearch.facts import Fact, read_facts
from search.terms_begun import MOST_SUGGESTIONS, letters_begun, terms_begun
from search.tokens import folded, stems, words

_SPARE = 3


def suggestions(asker: Asker, letters: str, limit: int) -> list[Suggestion]:
    """At most `limit` completions, each text once; none below two letters or digits."""
    begun = letters_begun(letters)
    if begun is None or limit < 1:
        return []
    limit = min(limit, MOST_SUGGESTIONS)
    found = {(one.kind, one.id): one for one in terms_begun(begun)}
    for suggestion in _services(asker, begun, limit):
        found.setdefault(("service", folded(suggestion.text)), suggestion)
    return list(found.values())[:limit]


def _services(asker: Asker, begun: str, limit: int) -> Iterator[Suggestion]:
    """Services whose name begins so, then those of which a later word does."""
    begins, later = asker.ask(list(_questions(begun, limit)))
    named = sorted(_facts_of(begins), key=lambda fact: (folded(fact.title), fact.id))
    for fact in named:
        yield Suggestion("service", fact.title, fact.id)
    said = words(begun)
    for fact in _facts_of(later) if said else ():
        names = words(fact.title)
        whole = set(stems(said[:-1])) <= set(stems(names))
        if whole and any(word.startswith(said[-1]) for word in names):
            yield Suggestion("service", fact.title, fact.id)


def _facts_of(answer: Mapping[str, Any]) -> list[Fact]:
    return read_facts(hit[shape.FACT] for hit in answer["hits"])


def _questions(begun: str, limit: int) -> Sequence[Mapping[str, Any]]:
    wanted = {"attributesToRetrieve": [shape.FACT]}
    begins = f"{shape.TITLE} STARTS WITH {quoted(begun)}"
    return [
        {"filter": f"{EVERYTHING} AND {begins}", "limit": limit * _SPARE, **wanted},
        {
            "q": " ".join(words(begun)),
            "filter": EVERYTHING,
            "attributesToSearchOn": [shape.TITLE],
            "matchingStrategy": "all",
            "limit": limit * _SPARE,
            **wanted,
        },
    ]
