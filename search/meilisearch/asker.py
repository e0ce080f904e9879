"""Questions asked of one state of an index, and what their answers bring of listings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import monotonic, sleep
from typing import Any

import orjson

from search.index import SearchUnavailable
from search.meilisearch import shape
from search.meilisearch.asking import EVERYTHING, one_of
from search.meilisearch.facts import read_fingers
from search.meilisearch.held import Held, Some, listings
from search.meilisearch.server import Client
from search.meilisearch.state import NOTE_ASKED, Answer, Known, Moved, Note, read_note

Question = Mapping[str, Any]
_AT_ONCE, _PAUSE_S = 20, 0.0005


class Asker:
    """Asks questions of one index; every answer is of the state that is known, or Moved is raised.

    When `lenient`, changes between the questions are put up with: an index that is written to
    without pause must be answered from too. What is read of listings is kept in `held`. What will
    probably be asked later can be foreseen: then it goes along with the next call.
    """

    def __init__(
        self, client: Client, uid: str, known: Known | None, held: Held, *, lenient: bool
    ) -> None:
        self._client, self.uid, self._lenient = client, uid, lenient
        self._known, self.held = known, held
        self._until = monotonic() + client.patience_s
        self._foreseen: list[Question] = []
        self._answered: dict[bytes, Answer] = {}

    @property
    def steady(self) -> bool:
        """Whether all that was answered is of one state."""
        return not self._lenient

    @property
    def known(self) -> Known:
        """What is known; asks for the note when nothing is."""
        if self._known is None:
            self.ask([])
        assert self._known is not None
        return self._known

    def foresee(self, questions: Iterable[Question]) -> None:
        """Sends these along with the next call; a wrong guess costs the engine's time alone."""
        self._foreseen += questions

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """The answers in their order; raises Moved, IndexLost, SearchUnavailable.

        There is no call where all has been foreseen.
        """
        if not self._foreseen and not self._answered:
            return self._asked(questions)
        wanted = [(orjson.dumps(one), one) for one in questions]
        new = {said: one for said, one in wanted if said not in self._answered}
        if new or not questions:
            foreseen, self._foreseen = self._foreseen, []
            new |= {orjson.dumps(one): one for one in foreseen}
            answers = self._asked(list(new.values()))
            self._answered |= dict(zip(new, answers, strict=True))
        return [self._answered[said] for said, _ in wanted]

    def _asked(self, questions: Sequence[Question]) -> list[Answer]:
        notes = 2 if len(questions) > 1 else 1
        asked = [NOTE_ASKED, *questions, NOTE_ASKED][: len(questions) + notes]
        if monotonic() > self._until:
            raise SearchUnavailable(
                f"Meilisearch took more than {self._client.patience_s} s; the question was given up"
            )
        said = self._client.questions([{"indexUid": self.uid, **one} for one in asked])
        for answer in (said[0], *said[len(questions) + 1 :]):
            self._check(read_note(self.uid, answer))
        return list(said[1 : len(questions) + 1])

    def _check(self, note: Note) -> None:
        if self._known is None:
            self._known = Known(note)
        elif self._known.note != note and not self._lenient:
            raise Moved(note)

    def counts(self, filters: Sequence[str]) -> list[int]:
        """How many listings each filter finds, in one call."""
        found = self.ask([{"filter": one, "limit": 0} for one in filters])
        return [answer["estimatedTotalHits"] for answer in found]

    def listings_in(self, answers: Iterable[Answer]) -> Some:
        """The listings of answers that have fingers, as hits or as values of a facet, each once."""
        return self.known_by(list(dict.fromkeys(_fingers(answers))))

    def read_all(self, clause: str) -> None:
        """Reads what is said by the listings of a filter, MOST_FACTS at most, and keeps it.

        Little by little, so that no thread that answers a searcher waits long for this one.
        """
        told = self._told(clause)
        for start in range(0, len(told), _AT_ONCE):
            self.held.table.add(read_fingers(told[start : start + _AT_ONCE]))
            sleep(_PAUSE_S)

    def _facts(self, fingers: Sequence[str]) -> list[str]:
        return self._told(one_of(shape.FINGER, fingers))

    def _told(self, clause: str) -> list[str]:
        """Facts, as values of a facet: a third of the work of documents."""
        (answer,) = self.ask([{"filter": clause, "limit": 0, "facets": [shape.FACT]}])
        return list(answer["facetDistribution"].get(shape.FACT, ()))

    def known_by(self, fingers: Sequence[str]) -> Some:
        """The listings of these fingers; those that have gone meanwhile are not among them."""
        return listings(self.held, fingers, self._facts)

    def listings(self) -> int:
        """How many listings the index holds."""
        known = self.known
        if known.listings is None:
            (known.listings,) = self.counts([EVERYTHING])
        return known.listings


def _fingers(answers: Iterable[Answer]) -> Iterator[str]:
    for answer in answers:
        yield from (hit[shape.FINGER] for hit in answer["hits"])
        yield from answer.get("facetDistribution", {}).get(shape.FINGER, ())
