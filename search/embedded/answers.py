"""What rows answer to the words of one way of looking, kept for the next page of these words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from search.answers import Match
from search.asked import Asked
from search.embedded.facts import fact_of
from search.reasons import Reasons

_MOST = 60
"""Three pages, some 600 bytes a row: with all ways of looking that are kept, 10 MB at most."""


class Answer(NamedTuple):
    """The listing of a row, its places, why it was found, and the words that it does not answer."""

    id: str
    points: Sequence[tuple[float, float]]
    matched: tuple[Match, ...]
    unanswered: Sequence[str]


class Answers:
    """The answers of the rows of one state of the index; threads may share it.

    The best rows for the same words are the same, whoever asks.
    """

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._reasons = Reasons(asked)
        self._kept: dict[tuple[int, int], Answer] = {}

    def of(self, searcher: Any, address: Any) -> Answer:
        """What a row answers."""
        row = address.segment_ord, address.doc
        found = self._kept.get(row)
        if found is None:
            found = self._read(searcher, address)
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[row] = found
        return found

    def _read(self, searcher: Any, address: Any) -> Answer:
        fact = fact_of(searcher, address)
        return Answer(fact.id, fact.points, *self._reasons.of(fact.card()))
