"""One state of the index, as its note tells it, and questions asked of that state alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, NamedTuple

import orjson

from search.index import IndexLost, SearchUnavailable
from search.meilisearch import shape
from search.meilisearch.asking import EVERYTHING, one_of
from search.meilisearch.server import Client

Answer = Mapping[str, Any]


class Note(NamedTuple):
    """What an index says of itself; `built` is made anew by every rebuild."""

    position: int
    shape: int
    built: str


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
    """What was learnt of the words of one state of the index, kept until it changes.

    What holds a digit may be of somebody's postcode and is kept nowhere.
    """

    note: Note
    listings: int | None = None
    frequency: dict[str, int] = field(default_factory=dict)
    samples: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)

    def at(self, note: Note) -> "Known":
        """What of it still holds when the index has changed: that common words are common."""
        if note.built != self.note.built:
            return Known(note)
        common = {word: count for word, count in self.frequency.items() if count >= _COMMON}
        return Known(note, frequency=common)


class Asker:
    """Asks questions of one index; every answer is of the state that is known, or Moved is raised.

    When `lenient`, changes between the questions are put up with: an index that is written to
    without pause must be answered from too.
    """

    def __init__(self, client: Client, uid: str, known: Known | None, *, lenient: bool) -> None:
        self._client, self.uid, self._lenient = client, uid, lenient
        self._known = known
        self._until = monotonic() + client.patience_s

    @property
    def known(self) -> Known:
        """What is known; asks for the note when nothing is."""
        if self._known is None:
            self.ask([])
        assert self._known is not None
        return self._known

    def ask(self, questions: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """The answers in their order; raises Moved, IndexLost, SearchUnavailable."""
        notes = 2 if len(questions) > 1 else 1
        asked = [NOTE_ASKED, *questions, NOTE_ASKED][: len(questions) + notes]
        if monotonic() > self._until:
            raise SearchUnavailable(
                f"Meilisearch took more than {self._client.patience_s} s; the question was given up"
            )
        told = self._client.questions([{"indexUid": self.uid, **one} for one in asked])
        for answer in (told[0], *told[len(questions) + 1 :]):
            self._check(read_note(self.uid, answer))
        return list(told[1 : len(questions) + 1])

    def _check(self, note: Note) -> None:
        if self._known is None:
            self._known = Known(note)
        elif self._known.note != note and not self._lenient:
            raise Moved(note)

    def counts(self, filters: Sequence[str]) -> list[int]:
        """How many listings each filter finds, in one call."""
        found = self.ask([{"filter": one, "limit": 0} for one in filters])
        return [answer["estimatedTotalHits"] for answer in found]

    def cards(self, ids: Sequence[str]) -> dict[str, Any]:
        """The cards of listings; those that have gone meanwhile are not among them."""
        return self._client.documents(self.uid, ids, shape.CARD) if ids else {}

    def listings(self) -> int:
        """How many listings the index holds."""
        known = self.known
        if known.listings is None:
            (known.listings,) = self.counts([EVERYTHING])
        return known.listings
