"""Facet counts: by the engine for all that fulfils a clause, by value sets for single rows."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tantivy import Query as Clause

from search.embedded.circle import Circle
from search.embedded.counting import aggregations, counted, unfolded
from search.embedded.filters import all_of
from search.embedded.schema import column
from search.embedded.snapshot import Snapshot
from search.filtering import today
from search.tallies import Counts, less
from search.values import SET_OF_FACET

_FEW_ROWS = 1_000


def count_all(snapshot: Snapshot, clause: Clause, facets: Sequence[str], now: datetime) -> Counts:
    """Counted by the engine: all rows that fulfil the clause."""
    asked = {n: said for facet in facets for n, said in aggregations(snapshot, facet, now)}
    answer = snapshot.searcher.aggregate(clause, asked) if asked else {}
    return {facet: counted(snapshot, facet, now, answer) for facet in facets}


def count_rows(
    snapshot: Snapshot, rows: Sequence[Any], facets: Sequence[str], now: datetime
) -> Counts:
    """Counted here: these rows alone."""
    names = {SET_OF_FACET[facet] for facet in facets}
    values = snapshot.searcher.fast_field_values
    tallies = {name: Counter(values(column(name), rows)) for name in names}
    return {f: unfolded(snapshot, f, tallies[SET_OF_FACET[f]], today(now)) for f in facets}


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
