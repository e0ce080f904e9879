"""Services in Meilisearch whose name, or a later word of it, begins with a few letters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.facts.fact import Fact, read_fact
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import EVERYTHING, quoted
from search.tokens import folded, stems, words

_SPARE = 3


def services_begun(asker: Asker, begun: str, limit: int) -> Iterator[tuple[str, str]]:
    """Ids and names, as `search.suggesting` wants them."""
    begins, later = asker.ask(list(_questions(begun, limit)))
    named = sorted(_facts_of(begins), key=lambda fact: (folded(fact.title), fact.id))
    for fact in named:
        yield fact.id, fact.title
    said = words(begun)
    for fact in _facts_of(later) if said else ():
        names = words(fact.title)
        whole = set(stems(said[:-1])) <= set(stems(names))
        if whole and any(word.startswith(said[-1]) for word in names):
            yield fact.id, fact.title


def _facts_of(answer: Mapping[str, Any]) -> list[Fact]:
    return [read_fact(hit[shape.FACT]) for hit in answer["hits"]]


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
