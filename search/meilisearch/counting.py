"""Facet counts of listings that are held here, exact whatever their number."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from search.filtering import today
from search.meilisearch.held import Some
from search.tallies import Counts
from search.values import SET_OF_FACET, facet_values


def count(some: Some, facets: Sequence[str], now: datetime) -> Counts:
    """How many of the listings have each value of each facet."""
    day = today(now)
    return {facet: _count(some, facet, day) for facet in facets}


def _count(some: Some, facet: str, day: int) -> dict[str, int]:
    name, found = SET_OF_FACET[facet], Counter[str]()
    numbers = np.bincount(some.table.sets(name, some.rows))
    for number in np.flatnonzero(numbers).tolist():
        for value in facet_values(facet, some.table.said(name, number), day):
            found[value] += int(numbers[number])
    return dict(found)
