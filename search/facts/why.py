"""Why listings were found by one way of looking, told once of those that say the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from search.answers import Match
from search.asked import Asked
from search.cards import Card
from search.facts.columns import Numbers
from search.facts.fact import LONGEST_WORD, WORDED
from search.facts.table import Table, Told
from search.reasons import Reasons

Answered = tuple[tuple[Match, ...], Sequence[str]]
"""What of a listing answers, and the words that nothing answers."""

Begun = Callable[[tuple[str, ...]], Numbers]
"""The numbers of all words that begin in one of some ways, and perhaps of others."""

_MOST = 500
"""So many answers are kept; when there are more, all are forgotten."""

_OF_WORDS, _OF_A_LISTING = 600, 100
"""So many bytes take the answers of listings that say the same, and each of these."""


class Why:
    """Tells of listings by their fingers; threads may share it."""

    def __init__(self, table: Table, asked: Sequence[Asked], begun: Begun) -> None:
        self._table, self._asked, self._begun = table, asked, begun
        self._ready: tuple[Reasons, list[int]] | None = None
        self._by_words = dict[bytes, Answered]()
        self._by_finger = dict[str, Answered]()

    def of(self, fingers: Sequence[str]) -> Mapping[str, Answered]:
        """What each of these answers, and perhaps others, by fingers."""
        if not self._asked:
            return {}
        kept = self._by_finger
        new = [one for one in fingers if one not in kept]
        if len(kept) + len(new) > _MOST:
            kept, new = {}, list(fingers)
            self._by_finger, self._by_words = kept, {}
        if new:
            kept.update(zip(new, self._found(new), strict=True))
        return kept

    def bytes(self) -> int:
        """How much room answers take, roughly."""
        return _OF_WORDS * len(self._by_words) + _OF_A_LISTING * len(self._by_finger)

    def _found(self, fingers: Sequence[str]) -> Iterator[Answered]:
        if self._ready is None:
            self._ready = Reasons(self._asked), self._numbers()
        (reasons, numbers), kept = self._ready, self._by_words
        rows = np.array([self._table.rows[one] for one in fingers], np.int64)
        for heard in self._table.heard(rows, numbers):
            found = kept.get(heard)
            if found is None:
                found = kept[heard] = reasons.of(_card(self._table.told(heard)))
            yield found

    def _numbers(self) -> list[int]:
        """The numbers of all words that may be a reason, or part of one."""
        stems = dict.fromkeys(stemmed for one in self._asked for stemmed in _stems(one))
        numbers = [number for stemmed in stems for number in self._table.words.of_stem(stemmed)]
        letters = tuple(letters for one in self._asked for letters in one.beginnings)
        return [*numbers, *(self._begun(letters).tolist() if letters else ())]


def _card(told: Told) -> Card:
    """A card with those words alone that may be a reason."""
    return Card("", (), *(" ".join(said) for said in told[: len(WORDED) - 1]))


def _stems(one: Asked) -> Iterator[str]:
    yield from (stemmed[:LONGEST_WORD] for stemmed in one.stems())
    yield from (stemmed for phrase in one.word.instead for stemmed in phrase)
