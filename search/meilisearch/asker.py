"""Questions asked of one state of an index, and what their answers bring of listings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any

import orjson

from search.facts.held import Held
from search.facts.some import Some
from search.meilisearch import shape
from search.meilisearch.asking import EVERYTHING, one_of
from search.meilisearch.held import listings
from search.meilisearch.parting import parted
from search.meilisearch.server import Client
from search.meilisearch.state import NOTE_ASKED, Answer, Known, Moved, Note, read_note
from search.unavailable import SearchUnavailable

Question = Mapping[str, Any]


class Asker:
    """Asks questions of one index; every answer is of the state that is known, or Moved is raised.

    What is asked together and takes the engine long goes on several connections at the same moment.

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
        self._wondered: list[str] = []

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

    def roughly(self, clause: str) -> int | None:
        """How many fulfil a filter in this state of the index or an earlier one.

        Where that is not known it is asked along with the next call.
        """
        found = self.known.filtered.get(clause)
        if found is None and clause not in self._wondered:
            self._wondered.append(clause)
            self.foresee([_counting(clause)])
        return found

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
            self._keep_wondered()
        return [self._answered[said] for said, _ in wanted]

    def _asked(self, questions: Sequence[Question]) -> list[Answer]:
        if monotonic() > self._until:
            raise SearchUnavailable(
                f"Meilisearch took more than {self._client.patience_s} s; the question was given up"
            )
        groups, several = parted(questions), len(questions) > 1
        calls = [[questions[at] for at in group] for group in groups]
        said = self._client.questions([self._between_notes(one, several) for one in calls])
        found: dict[int, Answer] = {}
        for group, answers in zip(groups, said, strict=True):
            for answer in (answers[0], *answers[len(group) + 1 :]):
                self._check(read_note(self.uid, answer))
            found |= dict(zip(group, answers[1:], strict=False))
        return [found[at] for at in range(len(questions))]

    def _between_notes(self, questions: Sequence[Question], several: bool) -> list[Question]:
        """A call that tells the note first, and last as well where several belong together."""
        asked = [NOTE_ASKED, *questions, *((NOTE_ASKED,) if several else ())]
        return [{"indexUid": self.uid, **one} for one in asked]

    def _keep_wondered(self) -> None:
        for clause in self._wondered:
            answer = self._answered[orjson.dumps(_counting(clause))]
            self.known.filtered[clause] = answer["estimatedTotalHits"]
        self._wondered = []

    def _check(self, note: Note) -> None:
        if self._known is None:
            self._known = Known(note)
        elif self._known.note != note and not self._lenient:
            raise Moved(note)

    def counts(self, filters: Sequence[str]) -> list[int]:
        """How many listings each filter finds, in one call."""
        found = self.ask([_counting(one) for one in filters])
        return [answer["estimatedTotalHits"] for answer in found]

    def listings_in(self, answers: Iterable[Answer]) -> Some:
        """The listings of answers that have fingers, as hits or as values of a facet, each once."""
        return self.known_by(list(dict.fromkeys(_fingers(answers))))

    def _facts(self, fingers: Sequence[str]) -> list[str]:
        (answer,) = self.ask([facts_of(one_of(shape.FINGER, fingers))])
        return told(answer)

    def known_by(self, fingers: Sequence[str]) -> Some:
        """The listings of these fingers; those that have gone meanwhile are not among them."""
        return listings(self.held, fingers, self._facts)

    def listings(self) -> int:
        """How many listings the index holds."""
        known = self.known
        if known.listings is None:
            (known.listings,) = self.counts([EVERYTHING])
        return known.listings


def facts_of(clause: str) -> Question:
    """The question for the facts of all rows of a filter, MOST_FACTS at most, and their number.

    They come as values of a facet: a third of the work of documents.
    """
    return {"filter": clause, "limit": 0, "facets": [shape.FACT]}


def told(answer: Answer) -> list[str]:
    """The facts of an answer."""
    return list(answer["facetDistribution"].get(shape.FACT, ()))


def _counting(clause: str) -> Question:
    return {"filter": clause, "limit": 0}


def _fingers(answers: Iterable[Answer]) -> Iterator[str]:
    for answer in answers:
        yield from (hit[shape.FINGER] for hit in answer["hits"])
        yield from answer.get("facetDistribution", {}).get(shape.FINGER, ())
