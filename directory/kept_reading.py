"""What is published, where documents that were read are kept by the process that read them."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from sys import getsizeof

from directory.glance import changed
from directory.reading import Reading, Stored, Wanted
from runtime.clock import Clock
from runtime.database import Database
from runtime.generations import Generations, State
from runtime.kept import Kept, not_counted
from runtime.pending import Rows

BESIDE_BYTES = 600
"""What a kept document takes beside its body."""


class KeptReading(Reading):
    """The same answers; `documents` are at most as old as the state that `generations` gives.

    All else is read anew. Safe to call from threads.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        generations: Generations,
        most_bytes: int,
        seen: Callable[[int, int], None] = not_counted,
    ) -> None:
        super().__init__(database, clock)
        self._generations = generations
        self._kept = Kept[Stored](
            generations, partial(changed, database), _bytes_of, clock, most_bytes, seen
        )

    @property
    def is_at_hand(self) -> bool:
        """Whether what is kept is known to be true just now."""
        return self._generations.is_fresh

    def wanted(self, ids: Collection[str]) -> Wanted:
        """Services by id; those that are not kept may be read while whoever asks goes on."""
        state, found = self._kept.take(ids) if ids else (None, {})
        lacking = [one for one in ids if one not in found]
        return Wanted(lacking, self._begun, partial(self._with_kept, state, found))

    def _with_kept(
        self, state: State | None, found: Mapping[str, Stored], rows: Rows
    ) -> Mapping[str, Stored]:
        """All of them; what was read and is published is kept, as it was in a state or later."""
        if not rows:
            return found
        read = self._told(rows)
        published = {id_: one for id_, one in read.items() if one.state == "published"}
        self._kept.keep(state, published)
        return {**found, **read}


def _bytes_of(document: Stored) -> int:
    return getsizeof(document.body) + BESIDE_BYTES
