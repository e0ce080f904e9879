"""Facet counts: by the engine for all that fulfils a clause, by value sets for single rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.circle import Circle
from search.embedded.filters import all_of, between, one_of
from search.embedded.schema import FLAGS, column
from search.embedded.snapshot import Snapshot
from search.filtering import today
from search.tallies import Counts, Dated, dated, less
from search.values import PLAIN, SET_OF_FACET, facet_values

_MOST_VALUES = 10_000
_FEW_ROWS = 1_000


def count_all(
    snapshot: Snapshot, clause: Clause, facets: Sequence[str], now: datetime
) -> dict[str, dict[str, int]]:
    """Counted by the engine: all rows that fulfil the clause."""
    plain = [facet for facet in facets if facet in PLAIN]
    asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in plain}
    answer = snapshot.searcher.aggregate(clause, asked) if asked else {}
    found = {f: {b["key"]: b["doc_count"] for b in answer[f]["buckets"]} for f in plain}
    for facet in set(facets) - set(plain):
        found[facet] = {
            one.value: int(snapshot.searcher.search(_both(clause, _holding(one)), limit=1).count)
            for one in dated(facet, now)
        }
    return found


def _both(clause: Clause, only: Sequence[Clause]) -> Clause:
    return Clause.boolean_query([(Occur.Must, each) for each in (clause, *only)])


def _holding(one: Dated) -> list[Clause]:
    """The clauses that find who has a value on a day."""
    flagged = one_of(FLAGS, one.flags)
    return [flagged, between(one.range)] if one.range else [flagged]


def count_rows(
    snapshot: Snapshot, rows: Sequence[Any], facets: Sequence[str], now: datetime
) -> dict[str, dict[str, int]]:
    """Counted here: these rows alone."""
    names = {SET_OF_FACET[facet] for facet in facets}
    values = snapshot.searcher.fast_field_values
    tallies = {name: Counter(values(column(name), rows)) for name in names}
    return {facet: _unfolded(snapshot, facet, tallies, today(now)) for facet in facets}


def _unfolded(
    snapshot: Snapshot, facet: str, tallies: Mapping[str, Mapping[int, int]], day: int
) -> dict[str, int]:
    name, total = SET_OF_FACET[facet], Counter[str]()
    for number, count in tallies[name].items():
        for value in facet_values(facet, snapshot.sets.values(name, number), day):
            total[value] += count
    return total


def count_circle(
    snapshot: Snapshot,
    circle: Circle,
    clauses: Sequence[Clause],
    facets: Sequence[str],
    now: datetime,
) -> Counts:
    """Counted by rows, or by the engine less the other rows, whichever is less work.

    `clauses` are those that the circle was asked for, scored or not.
    """
    held_in = len(circle.rows)
    if held_in <= _FEW_ROWS or held_in <= len(circle.others):
        return count_rows(snapshot, circle.rows, facets, now)
    boxed = all_of([*clauses, circle.area])
    whole = count_all(snapshot, boxed, facets, now)
    return less(whole, count_rows(snapshot, circle.others, facets, now))
