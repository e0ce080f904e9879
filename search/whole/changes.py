"""What has changed in an index since it was read: what was written, and what was taken out."""

from collections.abc import Iterator, Sequence
from time import sleep

import numpy as np

from search.facts.columns import Numbers
from search.facts.fact import Told, read_changes
from search.facts.table import Table

_BITE, _PAUSE_S = 30, 0.0005


class Changes:
    """What was last learnt of each listing that has changed; its facts are kept in a table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._last: dict[str, str | None] = {}

    def take(self, told: Sequence[Told]) -> None:
        """Keeps facts of listings as they are now, and of those that were taken out."""
        found, gone = read_changes(told)
        self._table.add(found)
        self._last |= {fact.id: finger for finger, fact in found}
        self._last |= dict.fromkeys(gone)

    def take_slowly(self, told: Sequence[Told]) -> None:
        """The same, so that no thread that answers a searcher waits long for this one."""
        for some in bites(told):
            self.take(some)

    def written(self) -> list[int]:
        """The rows of those that are there."""
        return [self._table.rows[finger] for finger in self._last.values() if finger is not None]

    def gone(self) -> list[str]:
        """The ids of those that are not."""
        return [listing for listing, finger in self._last.items() if finger is None]

    def unchanged(self, rows: Numbers) -> Numbers:
        """Those rows that are of listings which have not changed."""
        if not self._last:
            return rows
        kept = [row for row in rows.tolist() if self._table.id_of(row) not in self._last]
        return np.array(kept, np.int64)


def bites(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    """A few at a time, with a pause: a thread that works without one lets others wait for 5 ms
    whenever they come back from the network."""
    for start in range(0, len(told), _BITE):
        yield told[start : start + _BITE]
        sleep(_PAUSE_S)
