"""The table of one index that a process holds, and how much finds room in it."""

from dataclasses import dataclass, field

from search.facts.table import Table

FEWEST, EVER_SO_MANY = 5_000, 10**9
HELD = range(FEWEST, EVER_SO_MANY)
"""Of so many listings all are read ahead, if there is room for them."""

LEAST_ROOM, MOST_ROOM = 250_000, 1_250_000
"""Of twice as many listings as there are, within these limits, a process knows the facts, at some
700 bytes each; then it begins anew, since listings that change leave what they said before."""

_AHEAD = 0.85


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
