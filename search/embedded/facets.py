"""Facet counts: by the engine where it may count everything, by rows where it may not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tantivy import Query as Clause

from search.embedded.circle import Circle
from search.embedded.schema import column
from search.embedded.snapshot import Snapshot
from search.embedded.value_sets import SOURCES_OF_FACETS, ValueSets, facet_values
from search.index import Facet

Tally = Mapping[str, Counter[int]]
"""How many rows have which value set, for each kind of set."""

_MOST_SETS = 60_000


def sets_for(facets: Sequence[str]) -> tuple[str, ...]:
    """The kinds of value sets that tell these facets."""
    return tuple(dict.fromkeys(SOURCES_OF_FACETS[facet] for facet in facets))


def tally(snapshot: Snapshot, clause: Clause, names: Sequence[str]) -> Tally:
    """Counted by the engine: all rows that fulfil the clause."""
    if not names:
        return {}
    asked = {n: {"terms": {"field": column(n), "size": _MOST_SETS}} for n in names}
    said = snapshot.searcher.aggregate(clause, asked)
    return {
        name: Counter({int(b["key"]): b["doc_count"] for b in said[name]["buckets"]})
        for name in names
    }


def tally_rows(snapshot: Snapshot, rows: Sequence[Any], names: Sequence[str]) -> Tally:
    """Counted here: these rows alone."""
    values = snapshot.searcher.fast_field_values
    return {name: Counter(values(column(name), rows)) for name in names}


def tally_circle(snapshot: Snapshot, circle: Circle, names: Sequence[str]) -> Tally:
    """Counted by rows, or by the engine less the rows outside, whichever is less work."""
    if len(circle.addresses) <= len(circle.others):
        return tally_rows(snapshot, circle.addresses, names)
    whole = tally(snapshot, circle.clause, names)
    return less(whole, tally_rows(snapshot, circle.others, names))


def less(whole: Tally, part: Tally) -> Tally:
    """The counts of what is in `whole` but not in `part`."""
    return {name: counts - part[name] for name, counts in whole.items()}


def counted(
    sets: ValueSets, tallied: Tally, facets: Sequence[str], now: datetime
) -> dict[str, tuple[Facet, ...]]:
    """The facets asked for, the commonest value first."""
    found = {}
    for facet in facets:
        name, total = SOURCES_OF_FACETS[facet], Counter[str]()
        for number, count in tallied[name].items():
            for value in facet_values(facet, sets.values(name, number), now):
                total[value] += count
        ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        found[facet] = tuple(Facet(value, count) for value, count in ranked)
    return found
