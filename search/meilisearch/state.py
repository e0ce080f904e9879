"""One state of the index, as its note tells it, and what was learnt of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from search.meilisearch import shape
from search.meilisearch.asking import one_of
from search.remembering import Pages
from search.tallies import Counts
from search.unavailable import IndexLost

Answer = Mapping[str, Any]


class Note(NamedTuple):
    """What an index says of itself.

    `built` is made anew by every rebuild, `written` by whatever is written afterwards.
    """

    position: int
    shape: int
    built: str
    written: str = ""


class Moved(Exception):
    """The index has changed between two questions that belong together; ask all of them again."""

    def __init__(self, note: Note) -> None:
        super().__init__("the index has changed meanwhile")
        self.note = note


_COMMON = 50

NOTE_ASKED: Mapping[str, Any] = {
    "filter": one_of(shape.FLAGS, [shape.META]),
    "limit": 1,
    "attributesToRetrieve": [shape.FACT],
}


def read_note(uid: str, answer: Answer) -> Note:
    """The note that an index keeps of itself; raises IndexLost without one of our shape."""
    hits = answer["hits"]
    if not hits:
        raise IndexLost(f"the index {uid} is empty and has no position; it has to be rebuilt")
    note = Note(*orjson.loads(hits[0][shape.FACT]))
    if note.shape != shape.SHAPE:
        raise IndexLost(
            f"the index {uid} has shape {note.shape}; expected {shape.SHAPE}; rebuild it"
        )
    return note


@dataclass(slots=True)
class Known:
    """What was learnt of one state of the index, kept until it changes.

    `pages` are what was found without any place, `counted` how many fulfil a filter. What holds
    a digit may be of somebody's postcode and is kept nowhere. `roughly` is how many listings an
    earlier state had, `filtered` how many fulfilled filters in this state or an earlier one.
    """

    note: Note
    listings: int | None = None
    roughly: int | None = None
    filtered: dict[str, int] = field(default_factory=dict)
    frequency: dict[str, int] = field(default_factory=dict)
    samples: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)
    pages: Pages = field(default_factory=Pages)
    counted: dict[tuple[Any, ...], tuple[int, Counts]] = field(default_factory=dict)

    def at(self, note: Note) -> "Known":
        """What of it still holds when the index has changed: that common words are common.

        Other threads may learn more words meanwhile.
        """
        if note.built != self.note.built:
            return Known(note)
        learnt = list(self.frequency.items())
        common = {word: count for word, count in learnt if count >= _COMMON}
        return Known(
            note,
            roughly=self.listings or self.roughly,
            filtered=dict(self.filtered),
            frequency=common,
        )
