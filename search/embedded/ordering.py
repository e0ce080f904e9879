"""The first rows of all that fulfil a clause: by score with ties by id, or by id alone."""

from typing import Any, NamedTuple

from tantivy import Order
from tantivy import Query as Clause

from search.embedded.further_places import keys_of
from search.embedded.schema import KEY, WEIGHT

_SPARE = 30
_MORE = 8


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

    Scores count with the weight of their row, by which equal scores come in the order of ids;
    what is still equal is put in order here, once all of it is at hand.
    """
    limit = end + _SPARE
    found = searcher.search(clause, limit=limit, weight_by_field=WEIGHT)
    hits, total = found.hits, found.count
    while 0 < end < len(hits) < total and hits[-1][0] == hits[end - 1][0]:
        limit *= _MORE
        hits = searcher.search(clause, limit=limit, count=False, weight_by_field=WEIGHT).hits
    keys = keys_of(searcher, [address for _, address in hits]).tolist()
    ordered = sorted(zip(hits, keys, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
    return [Row(address, score) for (score, address), _ in ordered[:end]], total
