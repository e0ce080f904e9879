"""What has changed in an index since a note of it: what was written, and what was taken out."""

from collections.abc import Callable, Iterator, Sequence
from time import sleep

from search.meilisearch import shape
from search.meilisearch.asker import Asker, facts_of, told
from search.meilisearch.asking import EVERYTHING, all_of
from search.meilisearch.facts import read_changes
from search.meilisearch.slicing import slices
from search.meilisearch.state import Moved, Note
from search.meilisearch.table import Table

_BITE, _PAUSE_S = 20, 0.0005


class Changes:
    """What was last learnt of each listing that has changed; its facts are kept in a table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.last: dict[str, str | None] = {}

    def take(self, told: Sequence[str]) -> None:
        """Keeps facts of listings as they are now, and of those that were taken out."""
        found, gone = read_changes(told)
        self._table.add(found)
        self.last |= {fact.id: finger for finger, fact in found}
        self.last |= dict.fromkeys(gone)

    def take_slowly(self, told: Sequence[str]) -> None:
        """The same, so that no thread that answers a searcher waits long for this one."""
        for some in bites(told):
            self.take(some)

    def written(self) -> list[int]:
        """The rows of those that are there."""
        return [self._table.rows[finger] for finger in self.last.values() if finger is not None]

    def gone(self) -> list[str]:
        """The ids of those that are not."""
        return [listing for listing, finger in self.last.items() if finger is None]


def bites(told: Sequence[str]) -> Iterator[Sequence[str]]:
    """A few at a time, with a pause: a thread that works without one lets others wait for 5 ms
    whenever they come back from the network."""
    for start in range(0, len(told), _BITE):
        yield told[start : start + _BITE]
        sleep(_PAUSE_S)


def is_after(note: Note, earlier: Note) -> bool:
    """Whether what has changed since an earlier note is told by the positions of rows.

    It is not where the index was built anew, where the position has gone back, as it does when a
    writer slept, or where it has not gone up.
    """
    return note.built == earlier.built and note.position > earlier.position


def changed_since(note: Note) -> str:
    """The filter for rows that were written, or taken out, after a note."""
    return f"{shape.AT} > {note.position}"


def look(asker: Asker, since: Note) -> tuple[int, list[str], int]:
    """How many rows have changed since a note, the facts of MOST_FACTS of them, and how many
    listings there are, all of one state; raises Moved."""
    asked = [facts_of(changed_since(since)), {"filter": EVERYTHING, "limit": 0}]
    changed, all_there_are = asker.ask(asked)
    many: int = changed["estimatedTotalHits"]
    return many, told(changed), int(all_there_are["estimatedTotalHits"])


def gathered(
    askers: Callable[[bool], Asker], since: Note, changes: Changes, rest: Callable[[], None]
) -> tuple[Note, int] | None:
    """Takes all that has changed since a note, however much; gives the note up to which that is,
    and how many listings there are then. None where it cannot be told.

    `askers` gives one that is lenient, or not; between slices it rests.
    """
    while True:
        asker = askers(False)
        note = asker.known.note
        if note != since and not is_after(note, since):
            return None
        try:
            many, few, listings = look(asker, since)
        except Moved:
            rest()
            continue
        if many <= shape.MOST_FACTS:
            changes.take_slowly(few)
            return note, listings
        for one in slices(many):
            clause = all_of((changed_since(since), one))
            (answer,) = askers(True).ask([facts_of(clause)])
            changes.take_slowly(told(answer))
            rest()
        since = note
