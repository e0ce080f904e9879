"""What one state of the index says of a question's words, for all questions that have them."""

from collections.abc import Iterator, Sequence
from itertools import count
from threading import Lock

from search.asked import Asked
from search.forgiving import Way, ways
from search.language import Reading
from search.whole.evidence import evidence
from search.whole.segment import Answers
from search.whole.state import Whole
from search.whole.words import Vocabulary
from search.whole.worth import Worth


class Ways:
    """The ways of looking for some words, each made when it is first gone, and what is worth how
    much in it. Threads may share them."""

    def __init__(self, whole: Whole, reading: Reading) -> None:
        self._values, self._vocabulary = whole.table.values, Vocabulary(whole)
        self._coming = self._ways(reading)
        self._gone = list[Way]()
        self._worths: dict[int, Worth] = {}
        self._lock = Lock()

    def all(self) -> Iterator[Way]:
        """From strict to forgiving, without those that no listing can answer."""
        for at in count():
            way = self._gone[at] if at < len(self._gone) else self._next(at)
            if way is None:
                return
            yield way

    def worth(self, way: Way) -> Worth:
        """What is worth how much in one of them."""
        worth = self._worths.get(id(way))
        if worth is None:
            worth = self._worths[id(way)] = Worth(self._values, way)
        return worth

    def _next(self, at: int) -> Way | None:
        with self._lock:
            if at == len(self._gone):
                self._gone.extend(way for way in (next(self._coming, None),) if way)
            return self._gone[at] if at < len(self._gone) else None

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


class Worded:
    """The ways of looking for one question's words, and what listings say of these, looked for
    once however often it is gone."""

    def __init__(self, whole: Whole, ways: Ways) -> None:
        self._whole = whole
        self.ways = ways
        self._answers: dict[int, Sequence[Answers]] = {}

    def answers(self, one: Asked) -> Sequence[Answers]:
        """What the listings of each segment say of a word of one of the ways."""
        told = self._answers.get(id(one))
        if told is None:
            told = [evidence(segment, one) for segment in self._whole.segments]
            self._answers[id(one)] = told
        return told
