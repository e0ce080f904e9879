"""Listings by classes, the likeliest to be good first, so that few of many need be ranked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.meilisearch import shape
from search.meilisearch.asking import all_of, any_of
from search.meilisearch.facts import Fact, read_facts
from search.meilisearch.fetching import facts_of, first
from search.meilisearch.state import Answer, Asker

BY_FACET = 4
"""A class of so many times what is wanted of it is still fetched whole: facts are quicker."""


def disjoint(clause: str, classes: Sequence[str]) -> list[str]:
    """The filter cut into classes, each without the ones before, the last all the rest."""
    found = list[str]()
    for at, one in enumerate(classes):
        found.append(all_of((clause, one, *_none_of(classes[:at]))))
    return [*found, all_of((clause, *_none_of(classes)))]


def _none_of(classes: Sequence[str]) -> Iterator[str]:
    if classes:
        yield f"NOT ({any_of(classes)})"


def counted(clause: str) -> Mapping[str, Any]:
    """The question how many a filter finds."""
    return {"filter": clause, "limit": 0}


def likeliest(asker: Asker, classes: Sequence[str], held: Sequence[int], wanted: int) -> list[Fact]:
    """The facts of at least `wanted` listings of the first classes, in one call.

    Of a large class those are taken that are first in the order of ids.
    """
    asked = list(_questions(classes, held, wanted))
    return [fact for answer in asker.ask(asked) for fact in _facts(answer)] if asked else []


def _questions(
    classes: Sequence[str], held: Sequence[int], wanted: int
) -> Iterator[Mapping[str, Any]]:
    for clause, size in zip(classes, held, strict=True):
        if size and size <= BY_FACET * wanted:
            yield {"filter": clause, "limit": 0, "facets": [shape.FACT]}
        elif size:
            yield first(clause, wanted)
        wanted -= size
        if wanted <= 0:
            return


def _facts(answer: Answer) -> list[Fact]:
    found = answer.get("facetDistribution", {}).get(shape.FACT)
    return facts_of(answer) if found is None else read_facts(found)
