"""The ways of looking for a question's words in one state of the index."""

from collections.abc import Iterator
from itertools import count
from threading import Lock

from search.asked import Asked
from search.forgiving import Way, ways
from search.language import Reading
from search.whole.everywhere import Everywhere
from search.whole.state import Whole
from search.whole.words import Vocabulary

_READING = 10_000
"""So many bytes are roughly taken by what words are read as."""


class Ways:
    """The ways of looking for some words, each made when it is first gone, and what is found by
    it. Threads may share them."""

    def __init__(self, whole: Whole, reading: Reading) -> None:
        self._whole, self._vocabulary = whole, Vocabulary(whole)
        self._coming = self._ways(reading)
        self._gone = list[Everywhere]()
        self._lock = Lock()

    def all(self) -> Iterator[Everywhere]:
        """From strict to forgiving, without those that no listing can answer."""
        for at in count():
            one = self._gone[at] if at < len(self._gone) else self._next(at)
            if one is None:
                return
            yield one

    def bytes(self) -> int:
        """How much room is taken by all that is kept."""
        return _READING + sum(one.bytes() for one in self._gone)

    def _next(self, at: int) -> Everywhere | None:
        with self._lock:
            if at == len(self._gone):
                coming = (way for way in (next(self._coming, None),) if way)
                self._gone.extend(Everywhere(self._whole, way) for way in coming)
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
