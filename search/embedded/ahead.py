"""Beside those who search: all listings are read, and the whole of them is kept in step."""

from collections.abc import Callable
from time import monotonic

import numpy as np

from search.embedded.changed import every_listing
from search.embedded.damage import readable
from search.embedded.following import Following
from search.embedded.snapshot import Snapshot, State
from search.facts.columns import Numbers
from search.facts.fact import read_fingers
from search.facts.held import Held
from search.whole.beside import AT_ONCE, LATER_S, Beside
from search.whole.changes import Changes, bites
from search.whole.current import Current
from search.whole.state import Whole

_LOOK_S = 0.1


class Ahead:
    """Reads all listings; then sleeps until much has changed, or the index is another."""

    def __init__(
        self, newest: Callable[[], Snapshot], check: Callable[[], None], sizes: range
    ) -> None:
        """Where there are more or fewer than `sizes` none are held; `check` looks at the files."""
        self._newest, self._check = newest, check
        self._sizes, self._held = sizes, Held()
        self.beside = Beside("embedded-reads-ahead", self._turn)
        self.following = Following(self._held, self.beside.wake)

    def read(self, timeout_s: float) -> int:
        """How many listings are held once there is nothing left to be read; no later than so."""
        self.beside.begin()
        until = monotonic() + timeout_s
        while monotonic() < until:
            with readable(self._check):
                if self.following.of(self._newest()) is not None:
                    break
            if self.beside.settled.wait(_LOOK_S) and self.following.current is None:
                break
        return len(self._held.table.fingers)

    def _turn(self) -> float | None:
        with readable(self._check):
            current, snapshot = self.following.current, self._newest()
            if current is None or current.note.generation != snapshot.state.generation:
                return self._read_all(snapshot)
            if self.following.behind:
                return self._catch_up(current, snapshot)
            if current.whole.is_untidy():
                self.following.put_in_order(Current(current.whole.made_anew(), current.note))
            return None

    def _read_all(self, snapshot: Snapshot) -> float:
        listings = snapshot.listings()
        self._held.make_room(listings)
        if listings not in self._sizes or not self._held.fits(listings):
            self.following.current = None
            return LATER_S
        if len(self._held.table.fingers) + listings > self._held.room:
            self._held.begin_anew()
        rows = [self._rows(some) for some in every_listing(snapshot)]
        whole = Whole.of(self._held.table, np.concatenate((*rows, np.empty(0, np.int64))))
        self.following.hold(Current(whole, snapshot.state))
        return AT_ONCE

    def _rows(self, told: list[bytes]) -> Numbers:
        table, rows = self._held.table, list[int]()
        for some in bites(told):
            found = read_fingers(some)
            table.add(found)
            rows += [table.rows[finger] for finger, _ in found]
        self.beside.rest()
        return np.array(rows, np.int64)

    def _catch_up(self, current: Current[State], snapshot: Snapshot) -> float:
        """Reads what has changed since, however much."""
        later = self.following.later(current, snapshot, self._take)
        if later is None:
            self.following.drop()
        else:
            self.following.hold(later)
        return AT_ONCE

    def _take(self, changes: Changes, told: list[bytes]) -> None:
        changes.take_slowly(told)
        self.beside.rest()
