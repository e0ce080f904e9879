"""The words of listings by numbers, and the numbers of the words of a stem."""

from collections.abc import Sequence

import numpy as np

from search.facts.columns import Column, Numbers
from search.facts.fact import LONGEST_WORD
from search.facts.numbered import numbers_of
from search.tokens import stem


class Spoken:
    """Words; one thread adds, any may read. The number of a word that was added stays."""

    def __init__(self) -> None:
        self.words = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._of_stem: dict[str, tuple[int, ...]] = {}
        self._times = Column(np.int64)
        self._times.extend(0, 1)

    def __len__(self) -> int:
        return len(self.words)

    def numbers(self, said: Sequence[str]) -> Numbers:
        """The numbers of words of some fields; of those that were not said before they are new."""
        found: Numbers = np.array(numbers_of(self._numbers, said, self._added), np.int64)
        np.add.at(self._times.values, found, 1)
        return found

    def _added(self, word: str) -> int:
        number = len(self.words)
        self._times.extend(0, 1)
        self.words.append(word)
        stemmed = stem(word)[:LONGEST_WORD]
        self._of_stem[stemmed] = (*self._of_stem.get(stemmed, ()), number)
        return number

    def times(self, stemmed: str) -> int:
        """How many fields have been told of that have a word of this stem."""
        return int(self._times.values[self.of_stem(stemmed)].sum())

    def of_stem(self, stemmed: str) -> Sequence[int]:
        """The numbers of the words that have a stem."""
        return list(self._of_stem.get(stemmed, ()))
