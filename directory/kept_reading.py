"""What is published, where documents that were read are kept by the process that read them."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from sys import getsizeof

from directory.glance import changed
from directory.reading import Reading, Stored
from runtime.clock import Clock
from runtime.database import Database
from runtime.generations import Generations
from runtime.kept import Kept, not_counted

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
        self._kept = Kept[Stored](
            generations, partial(changed, database), _bytes_of, clock, most_bytes, seen
        )

    def documents(self, ids: Collection[str]) -> Mapping[str, Stored]:
        """Services by id; those that do not exist are left out."""
        if not ids:
            return {}
        state, found = self._kept.take(ids)
        lacking = [one for one in ids if one not in found]
        if not lacking:
            return found
        read = super().documents(lacking)
        published = {id_: one for id_, one in read.items() if one.state == "published"}
        self._kept.keep(state, published)
        return {**found, **read}


def _bytes_of(document: Stored) -> int:
    return getsizeof(document.body) + BESIDE_BYTES
