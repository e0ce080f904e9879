"""What one word is worth in many listings at once, by the part of each that says it best."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from search.asked import Asked
from search.facts.fact import LONGEST_WORD
from search.facts.table import Bits
from search.facts.worths import Worths
from search.parts import PARTS
from search.whole.arrays import Truths
from search.worths import BEGUN, INSTEAD, READ_AS, SAID


class Wanted:
    """One word: the stems and phrases that answer it."""

    def __init__(self, one: Asked) -> None:
        self.stems = tuple(stemmed[:LONGEST_WORD] for stemmed in one.stems())
        self._phrases = one.word.instead
        self._begun = bool(one.beginnings)

    def every(self) -> Iterator[str]:
        """All stems that have a say, the weightiest first."""
        yield from self.stems
        yield from (stemmed for phrase in self._phrases for stemmed in phrase)

    def worth(self, standing: Sequence[Bits], bits: Mapping[str, int]) -> Worths:
        """By the part of each listing that says it best."""
        own, *others = self.stems
        found = Worths(len(standing[0]))
        phrases = [mask_of(phrase, bits) for phrase in self._phrases if bits.keys() >= set(phrase)]
        for part, stems in zip(PARTS, standing, strict=True):
            if not stems.any():
                continue
            found.add(any_of_them(stems, mask_of((own,), bits)) * SAID[part])
            if others:
                found.add(any_of_them(stems, mask_of(others, bits)) * READ_AS[part])
            if phrases:
                whole = [(stems & np.uint64(mask)) == mask for mask in phrases]
                found.add(np.logical_or.reduce(whole) * INSTEAD[part])
        if self._begun:
            found.add(np.full(len(standing[0]), BEGUN))
        return found


def mask_of(stems: Sequence[str], bits: Mapping[str, int]) -> int:
    """The bits of these stems."""
    found = 0
    for stemmed in stems:
        found |= bits.get(stemmed, 0)
    return found


def any_of_them(stems: Bits, mask: int) -> Truths:
    """Where any of the bits is set."""
    found: Truths = (stems & np.uint64(mask)) != 0
    return found
