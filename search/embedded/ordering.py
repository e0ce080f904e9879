"""The first rows of all that fulfil a clause: by score, ties by id, or by id alone."""

from collections import Counter
from typing import Any, NamedTuple

from tantivy import Order
from tantivy import Query as Clause

from search.embedded.circle import keys_of
from search.embedded.schema import KEY

MOST_TIES = 100


class Row(NamedTuple):
    address: Any
    score: float
    distance_m: float | None = None


def by_id(searcher: Any, clause: Clause, end: int) -> tuple[list[Row], int]:
    """The first `end` rows in the order of ids, and how many there are in all."""
    found = searcher.search(clause, limit=max(end, 1), order_by_field=KEY, order=Order.Asc)
    return [Row(address, 0.0) for _, address in found.hits[:end]], found.count


def best(searcher: Any, clause: Clause, end: int) -> tuple[list[Row], int]:
    """The first `end` rows by score, and how many there are in all.

    Ties come by id. Where more than MOST_TIES rows tie, they keep the engine's order, which is
    that in which they were written; either way the order is the same whatever page is asked for.
    """
    found = searcher.search(clause, limit=end + MOST_TIES + 1)
    hits = _with_ties(found.hits, end)
    tied = Counter(score for score, _ in hits)
    keys = keys_of(searcher, [address for _, address in hits]).tolist()
    ranked = sorted(
        zip(hits, keys, strict=True),
        key=lambda hit: (-hit[0][0], hit[1] if tied[hit[0][0]] <= MOST_TIES else 0),
    )
    return [Row(address, score) for (score, address), _ in ranked[:end]], found.count


def _with_ties(hits: list[tuple[float, Any]], end: int) -> list[tuple[float, Any]]:
    """The first `end` hits and those that tie with the last of them."""
    while 0 < end < len(hits) and hits[end][0] == hits[end - 1][0]:
        end += 1
    return hits[:end]
