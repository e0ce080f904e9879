"""Listings as this process holds them: read once from the engine, then known by their fingers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from search.meilisearch.columns import Numbers
from search.meilisearch.facts import read_fingers
from search.meilisearch.table import Floats, Table

LEAST_ROOM, MOST_ROOM = 250_000, 1_250_000
"""Of twice as many listings as there are, within these limits, a process knows the facts, at some
700 bytes each; then it begins anew, since listings that change leave what they said before."""

_AHEAD = 0.85
_SAMPLE = 2_048
_FEWEST_SAMPLED = 1_000
ReadFacts = Callable[[Sequence[str]], Sequence[str]]


@dataclass(slots=True)
class Held:
    """What a process holds of one index; nothing in it is ever out of date."""

    table: Table = field(default_factory=Table)
    room: int = LEAST_ROOM

    def make_room(self, listings: int) -> None:
        """Room for the listings that there are, and for as many that have changed."""
        self.room = min(max(LEAST_ROOM, 2 * listings), MOST_ROOM)

    def fits(self, listings: int) -> bool:
        """Whether there is room for all listings, and for what changes."""
        return listings <= _AHEAD * self.room

    def has_room(self) -> bool:
        """Whether what is read now can be kept."""
        return len(self.table.fingers) < self.room

    def begin_anew(self) -> None:
        """Forgets all: listings that have changed have left what they said before."""
        self.table = Table()

    def ample(self) -> bool:
        """Whether no more should be read ahead, so that there is room for what is found."""
        return len(self.table.fingers) >= _AHEAD * self.room


@dataclass(frozen=True, slots=True)
class Some:
    """Some listings: rows of a table."""

    table: Table
    rows: Numbers

    def at(self, places: Numbers) -> "Some":
        """Those at some places among these."""
        return Some(self.table, self.rows[places])

    def nearest_m(self, lat: float, lon: float) -> Floats:
        """Metres from a point to the nearest place of each; infinite where it has none."""
        return self.table.nearest_m(lat, lon, self.rows)

    def ids(self) -> list[str]:
        """Their ids."""
        return self.table.ids_of(self.rows)

    def begun(self, letters: tuple[str, ...]) -> Numbers:
        """The numbers of those of their words that begin in one of some ways."""
        return self.table.begun(self.rows, letters)


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
