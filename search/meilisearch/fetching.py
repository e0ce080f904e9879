"""Questions for listings: for all that fulfil a filter, or for the first by the order of ids."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.facts.some import Some
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import all_of, one_of

MOST_FETCHED = 20_000
"""More are never fetched for one question; only places far abroad come so far."""


def every(clause: str) -> Mapping[str, Any]:
    """The question for all listings that fulfil the filter, MOST_FACTS at most, and their number.

    They come as values of a facet, which the engine reads ten times as fast as documents.
    """
    return {"filter": clause, "limit": 0, "facets": [shape.FINGER]}


def some_of(clause: str, limit: int) -> Mapping[str, Any]:
    """The question for a few listings, in whatever order, and the number of all."""
    return {"filter": clause, "limit": limit, "attributesToRetrieve": [shape.FINGER]}


def first(clause: str, limit: int, offset: int = 0) -> Mapping[str, Any]:
    """The question for the first listings by the order of ids."""
    return {**some_of(clause, limit), "sort": [f"{shape.KEY}:asc"], "offset": offset}


def all_listings(asker: Asker, clause: str, count: int) -> Some:
    """All `count` listings that fulfil the filter."""
    few = count <= shape.MOST_FACTS
    asked = every(clause) if few else first(clause, min(count, MOST_FETCHED))
    return asker.listings_in(asker.ask([asked]))


def without(clause: str, ids: Sequence[str]) -> str:
    """The listings of the filter but for these."""
    if not ids:
        return clause
    return all_of((clause, f"NOT {one_of(shape.ID, ids)}"))
