"""The first rows of all that fulfil a clause: by score, ties by id, or by id alone."""

from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from tantivy import Order
from tantivy import Query as Clause

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
    rows: list[Row] = []
    for score, tied in groupby(_with_ties(found.hits, end), key=itemgetter(0)):
        addresses = _by_id(searcher, [address for _, address in tied])
        rows += [Row(address, score) for address in addresses[: end - len(rows)]]
    return rows, found.count


def _by_id(searcher: Any, tied: list[Any]) -> list[Any]:
    """Rows that tie, unless they are too many, in the order of ids."""
    if not 1 < len(tied) <= MOST_TIES:
        return tied
    keys = searcher.fast_field_values(KEY, tied)
    return [row for _, row in sorted(zip(keys, tied, strict=True), key=itemgetter(0))]


def _with_ties(hits: list[tuple[float, Any]], end: int) -> list[tuple[float, Any]]:
    """The first `end` hits and those that tie with the last of them."""
    while 0 < end < len(hits) and hits[end][0] == hits[end - 1][0]:
        end += 1
    return hits[:end]
