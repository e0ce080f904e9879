"""All listings of an index, read slice by slice into a table, and brought to one state."""

from collections.abc import Callable, Iterator

import numpy as np

from search.facts.fact import read_fingers
from search.facts.held import Held
from search.meilisearch import shape
from search.meilisearch.asker import Asker, facts_of, told
from search.meilisearch.asking import EVERYTHING, all_of, one_of
from search.meilisearch.changes import gathered
from search.meilisearch.fetching import every
from search.meilisearch.slicing import slices
from search.meilisearch.state import Note
from search.whole.beside import BegunAnewError
from search.whole.changes import Changes, bites
from search.whole.current import Current
from search.whole.state import Whole

Askers = Callable[[bool], Asker]
Rest = Callable[[], None]


class Gathering:
    """Reads all that is there into the table that is held; facts that it has are not asked again.

    `rest` is called after each slice.
    """

    def __init__(self, askers: Askers, held: Held, rest: Rest) -> None:
        self._askers, self._held, self._rest = askers, held, rest

    def all_of(self, listings: int) -> Current[Note] | None:
        """The whole of some `listings`, of one state; None where it cannot be certain of all.

        What changes while it reads is known by its position and read at the end, and in the end
        there have to be as many as the index has in that state.
        """
        if not self._held.has_room():
            self._held.begin_anew()
        table, note = self._held.table, self._askers(True).known.note
        slices_of_rows = [np.array(some, np.int64) for some in self.rows(listings, note)]
        changes = Changes(table)
        found = gathered(self._askers, note, changes, self._rest)
        if found is None or self._held.table is not table:
            return None
        kept = [changes.unchanged(some) for some in slices_of_rows]
        rows = np.concatenate((*kept, changes.written())).astype(np.int64)
        return Current(Whole.of(table, rows), found[0]) if len(rows) == found[1] else None

    def rows(self, listings: int, note: Note | None = None) -> Iterator[list[int]]:
        """The rows of all listings, slice by slice; raises BegunAnewError when the index, or the
        table, is not that of the beginning any more."""
        table = self._held.table
        mostly_known = 2 * len(table.fingers) > listings
        for one in slices(listings, shape.ID):
            rows, now = self._slice(all_of((EVERYTHING, one)), mostly_known)
            yield rows
            if note is not None and not _goes_on(note, now):
                raise BegunAnewError
            if self._held.table is not table or not self._held.has_room():
                raise BegunAnewError
            self._rest()

    def _slice(self, clause: str, mostly_known: bool) -> tuple[list[int], Note]:
        """The rows of a filter, and what the index then said of itself.

        Where more ids begin alike than an answer tells, it is read in finer slices.
        """
        read, asker = self._known if mostly_known else self._read, self._askers(True)
        rows, many = read(asker, clause)
        if many > shape.MOST_FACTS:
            rows = []
            for finer in slices(many):
                asker = self._askers(True)
                rows += read(asker, all_of((clause, finer)))[0]
                self._rest()
        return rows, asker.known.note

    def _read(self, asker: Asker, clause: str) -> tuple[list[int], int]:
        """Of a slice, when little of it is held, and how many there are of it."""
        table, rows = self._held.table, list[int]()
        (answer,) = asker.ask([facts_of(clause)])
        for some in bites(told(answer)):
            found = read_fingers(some)
            table.add(found)
            rows += [table.rows[finger] for finger, _ in found]
        return rows, answer["estimatedTotalHits"]

    def _known(self, asker: Asker, clause: str) -> tuple[list[int], int]:
        """Of a slice, when most of it is held, and how many there are of it."""
        table = self._held.table
        (answer,) = asker.ask([every(clause)])
        fingers = list(answer["facetDistribution"].get(shape.FINGER, ()))
        missing = [finger for finger in fingers if finger not in table.rows]
        if missing:
            self._read(asker, one_of(shape.FINGER, missing))
        found = [table.rows[finger] for finger in fingers if finger in table.rows]
        return found, answer["estimatedTotalHits"]


def _goes_on(note: Note, now: Note) -> bool:
    return now.built == note.built and now.position >= note.position
