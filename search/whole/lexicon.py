"""The words of some listings by the alphabet: which begin so, and which may be spelt nearly so."""

from bisect import bisect_left
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.facts.fact import LONGEST_WORD
from search.facts.spoken import Spoken
from search.tokens import stem

_LONGEST = 40
"""By so many letters words are ordered; of one that is longer no more are looked at."""

_AFTER_ALL = chr(0x10FFFF)
Letters = npt.NDArray[np.uint32]


class Lexicon:
    """Words, each by its rank in the alphabet; safe to read from threads."""

    def __init__(self, spoken: Spoken, numbers: Numbers) -> None:
        """Of the words of these numbers."""
        said = np.array([spoken.words[number][:_LONGEST] for number in numbers.tolist()], np.str_)
        order = np.argsort(said, kind="stable")
        self._spoken, self._numbers = spoken, numbers[order]
        self._ranks = np.full(len(spoken), -1, np.int32)
        self._ranks[self._numbers] = np.arange(len(order), dtype=np.int32)
        self.lengths, self.letters = _told(said[order])

    def __len__(self) -> int:
        return len(self._numbers)

    def word(self, rank: int) -> str:
        """The word of a rank."""
        said: str = self._spoken.words[self._numbers[rank]]
        return said

    def ranks(self, numbers: Numbers) -> npt.NDArray[np.int32]:
        """The ranks of words that stand in it."""
        found: npt.NDArray[np.int32] = self._ranks[numbers]
        return found

    def numbers(self, first: int, end: int) -> Numbers:
        """The numbers of the words of some ranks, the end not included."""
        return self._numbers[first:end]

    def of_stem(self, stemmed: str) -> list[int]:
        """The ranks of the words that have a stem."""
        known = [n for n in self._spoken.of_stem(stemmed) if n < len(self._ranks)]
        return [rank for rank in self._ranks[known].tolist() if rank >= 0] if known else []

    def begun(self, letters: str) -> tuple[int, int]:
        """The first rank of the words that begin so, and the one after the last."""
        letters = letters[:_LONGEST]
        return self._at(letters), self._at(letters + _AFTER_ALL)

    def _at(self, letters: str) -> int:
        return bisect_left(range(len(self)), letters, key=lambda rank: self.word(rank)[:_LONGEST])

    def rank(self, word: str) -> int | None:
        """The rank of a word, if some listing has it."""
        numbers = [n for n in self.of_stem(stem(word)[:LONGEST_WORD]) if self.word(n) == word]
        return numbers[0] if numbers else None

    def like(self, length: int, letters: int, slips: int) -> Numbers:
        """Ranks of words that may be so many slips away from one of this length and letters."""
        near = np.abs(self.lengths.astype(np.int16) - length) <= slips
        near &= np.bitwise_count(self.letters ^ np.uint32(letters)) <= 2 * slips
        return np.flatnonzero(near)


def letters_of(word: str) -> int:
    """The letters of a word as bits; several letters share one."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found


def _told(said: npt.NDArray[np.str_]) -> tuple[npt.NDArray[np.uint8], Letters]:
    """How long each word is, and its letters as bits."""
    codes: Any = said.view(np.uint32).reshape(len(said), -1) if len(said) else np.zeros((0, 1))
    letters = np.zeros(len(said), np.uint32)
    for column in codes.T.astype(np.uint32):
        letters |= (np.uint32(1) << (column & np.uint32(31))) * (column > 0)
    return np.strings.str_len(said).astype(np.uint8), letters
