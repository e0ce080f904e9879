"""Facet counts of listings, exact whatever their number."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from search.meilisearch.columns import Numbers
from search.meilisearch.whole.selecting import marked, ranged
from search.meilisearch.whole.state import Whole
from search.meilisearch.whole.worth import sets_of
from search.tallies import Counts, dated
from search.values import PLAIN, SET_OF_FACET


def tally(whole: Whole, places: Numbers, facets: Sequence[str], now: datetime) -> Counts:
    """How many of the listings have each value of each facet."""
    return {facet: _tally(whole, places, facet, now) for facet in facets}


def _tally(whole: Whole, places: Numbers, facet: str, now: datetime) -> dict[str, int]:
    if facet in PLAIN:
        numbers = sets_of(whole, SET_OF_FACET[facet], places)
        return whole.table.values.tallied(facet, numbers)
    found = {}
    for one in dated(facet, now):
        there = marked(whole, one.flags)
        if one.range is not None:
            there &= ranged(whole, one.range)
        found[one.value] = int(np.count_nonzero(there[places]))
    return found
