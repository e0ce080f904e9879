"""Listings as this process holds them: read once from the engine, then known by their fingers."""

from collections.abc import Callable, Sequence

import numpy as np

from search.facts.fact import read_fingers
from search.facts.held import Held
from search.facts.some import Some
from search.facts.table import Floats

_SAMPLE = 2_048
_FEWEST_SAMPLED = 1_000
ReadFacts = Callable[[Sequence[str]], Sequence[str]]


def listings(held: Held, fingers: Sequence[str], read: ReadFacts) -> Some:
    """The listings of these fingers, in their order; those that are not held yet are read.

    Left out are those that the engine has no longer.
    """
    if len(held.table.fingers) + len(fingers) > held.room:
        missing = [finger for finger in fingers if finger not in held.table.rows]
        if len(held.table.fingers) + len(missing) > held.room:
            held.begin_anew()
    table = held.table
    missing = [finger for finger in fingers if finger not in table.rows]
    if missing:
        table.add(read_fingers(read(missing)))
    rows = [table.rows[finger] for finger in fingers if finger in table.rows]
    return Some(table, np.array(rows, np.int64))


def spread(held: Held, lat: float, lon: float) -> Floats | None:
    """Metres to a sample of all listings, the nearest first; None while too few are known."""
    table = held.table
    if len(table.fingers) < _FEWEST_SAMPLED:
        return None
    return np.sort(table.nearest_m(lat, lon, table.sample(_SAMPLE)))
