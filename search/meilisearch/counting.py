"""Facet counts of listings that are held here, exact whatever their number."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from search.facts.some import Some
from search.filtering import today
from search.tallies import Counts
from search.values import PLAIN, SET_OF_FACET, facet_values


def count(some: Some, facets: Sequence[str], now: datetime) -> Counts:
    """How many of the listings have each value of each facet."""
    day = today(now)
    return {facet: _count(some, facet, day) for facet in facets}


def _count(some: Some, facet: str, day: int) -> dict[str, int]:
    values, name = some.table.values, SET_OF_FACET[facet]
    numbers = some.table.sets(name, some.rows)
    if facet in PLAIN:
        return dict(values.tallied(facet, np.bincount(numbers)))
    found, counts = Counter[str](), np.bincount(numbers)
    for number in np.flatnonzero(counts).tolist():
        for value in facet_values(facet, values.said(name, number), day):
            found[value] += int(counts[number])
    return dict(found)
