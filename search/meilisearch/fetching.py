"""Fetching facts: of all listings that fulfil a filter, or of the first by the order of ids."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.meilisearch import shape
from search.meilisearch.asking import all_of, one_of
from search.meilisearch.facts import Fact, read_facts
from search.meilisearch.state import Answer, Asker

MOST_FETCHED = 20_000
"""More are never fetched for one question; only places far abroad come so far."""


def all_facts(asker: Asker, clause: str, count: int) -> list[Fact]:
    """The facts of all `count` listings that fulfil the filter.

    As many as are counted one by one come as values of a facet: the engine reads those from one
    tree, in a third of the time that as many whole documents take.
    """
    if count > shape.MOST_FACTS:
        (answer,) = asker.ask([first(clause, min(count, MOST_FETCHED))])
        return facts_of(answer)
    (answer,) = asker.ask([{"filter": clause, "limit": 0, "facets": [shape.FACT]}])
    return facts_with(answer)


def facts_with(answer: Answer) -> list[Fact]:
    """The facts in an answer that has them as values of a facet."""
    return read_facts(answer["facetDistribution"].get(shape.FACT, ()))


def first(clause: str, limit: int, offset: int = 0) -> Mapping[str, Any]:
    """The question for the facts of the first listings, by the order of ids."""
    return {
        "filter": clause,
        "sort": [f"{shape.KEY}:asc"],
        "limit": limit,
        "offset": offset,
        "attributesToRetrieve": [shape.FACT],
    }


def facts_of(answer: Answer) -> list[Fact]:
    """The facts in an answer to `first`."""
    return read_facts(hit[shape.FACT] for hit in answer["hits"])


def without(clause: str, ids: Sequence[str]) -> str:
    """The listings of the filter but for these."""
    if not ids:
        return clause
    return all_of((clause, f"NOT {one_of(shape.ID, ids)}"))
