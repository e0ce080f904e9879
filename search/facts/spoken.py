"""The words of listings by numbers, and the numbers of the words of a stem."""

from collections.abc import Sequence

from search.facts.fact import LONGEST_WORD
from search.tokens import stem


class Spoken:
    """Words; one thread adds, any may read. The number of a word that was added stays."""

    def __init__(self) -> None:
        self.words = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._of_stem: dict[str, tuple[int, ...]] = {}
        self._times = [0]

    def __len__(self) -> int:
        return len(self.words)

    def number(self, word: str) -> int:
        """The number of a word of some field, which is new if it was not said before."""
        number = self._numbers.get(word)
        if number is None:
            number = len(self.words)
            self.words.append(word)
            stemmed = stem(word)[:LONGEST_WORD]
            self._of_stem[stemmed] = (*self._of_stem.get(stemmed, ()), number)
            self._times.append(0)
            self._numbers[word] = number
        self._times[number] += 1
        return number

    def times(self, stemmed: str) -> int:
        """How many fields have been told of that have a word of this stem."""
        return sum(self._times[number] for number in self.of_stem(stemmed))

    def of_stem(self, stemmed: str) -> Sequence[int]:
        """The numbers of the words that have a stem."""
        return list(self._of_stem.get(stemmed, ()))
