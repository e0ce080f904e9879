"""What has changed in an index since a note of it: what was written, and what was taken out."""

from collections.abc import Callable

from search.meilisearch import shape
from search.meilisearch.asker import Asker, facts_of, told
from search.meilisearch.asking import EVERYTHING, all_of
from search.meilisearch.slicing import slices
from search.meilisearch.state import Moved, Note
from search.whole.changes import Changes


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
