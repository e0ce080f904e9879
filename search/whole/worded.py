"""What one state of the index says of a question's words, for all questions that have them."""

from collections.abc import Iterator, Sequence
from itertools import chain

from search.asked import Asked
from search.forgiving import Way, ways
from search.language import Reading
from search.whole.evidence import evidence
from search.whole.segment import Answers
from search.whole.state import Whole
from search.whole.words import Vocabulary
from search.whole.worth import Worth


class Worded:
    """Each way of looking for some words, looked for once however often it is gone."""

    def __init__(self, whole: Whole, reading: Reading) -> None:
        self._whole, self._vocabulary = whole, Vocabulary(whole)
        self._coming = self._ways(reading)
        self._gone = list[Way]()
        self._answers: dict[Asked, Sequence[Answers]] = {}
        self._worths: dict[tuple[Sequence[Asked], Sequence[float]], Worth] = {}

    def ways(self) -> Iterator[Way]:
        """From strict to forgiving, without those that no listing can answer."""
        return chain(iter(self._gone), self._further())

    def _further(self) -> Iterator[Way]:
        for way in self._coming:
            self._gone.append(way)
            yield way

    def _ways(self, reading: Reading) -> Iterator[Way]:
        if not reading.words:
            yield Way()
            return
        for way in ways(self._vocabulary, reading):
            if sum(map(self._answerable, way.asked)) >= way.least:
                yield way

    def _answerable(self, one: Asked) -> bool:
        if one.word.instead or one.completed or one.nearly:
            return True
        return bool(self._vocabulary.frequency(one.word.stem))

    def answers(self, one: Asked) -> Sequence[Answers]:
        """What the listings of each segment say of a word."""
        told = self._answers.get(one)
        if told is None:
            told = [evidence(segment, one) for segment in self._whole.segments]
            self._answers[one] = told
        return told

    def worth(self, way: Way) -> Worth:
        """What is worth how much in a way."""
        key = (way.asked, way.shares)
        if key not in self._worths:
            self._worths[key] = Worth(self._whole.table.values, way)
        return self._worths[key]
