"""Where all words of a phrase stand in one part of a listing."""

from collections.abc import Sequence

import numpy as np

from search.facts.fact import LONGEST_WORD
from search.whole.arrays import Bytes, Entries
from search.whole.kept import Kept
from search.whole.lexicon import Lexicon
from search.whole.postings import BITS, Postings

_NONE: Entries = np.zeros(0, np.uint32)


class Phrases:
    """The entries of phrases of stems: places << 4 | parts, in the order of places."""

    def __init__(self, lexicon: Lexicon, words: Postings, size: int) -> None:
        self._lexicon, self._words, self._size = lexicon, words, size
        self._kept = Kept[tuple[str, ...], Entries](4 * size)

    def of(self, phrase: tuple[str, ...]) -> Entries:
        """Those that synonyms offer are asked for again and again, and are kept."""
        return self._kept.of(phrase, phrase, lambda: self._found(phrase), len)

    def _found(self, phrase: Sequence[str]) -> Entries:
        ranks = [self._lexicon.of_stem(stemmed[:LONGEST_WORD]) for stemmed in phrase]
        if not all(ranks):
            return _NONE
        first, *others = (self._standing(some) for some in ranks)
        for other in others:
            first &= other
        places = np.flatnonzero(first != 0)
        return (places << BITS | first[places]).astype(np.uint32)

    def _standing(self, ranks: Sequence[int]) -> Bytes:
        found = np.zeros(self._size, np.uint8)
        for rank in ranks:
            self._words.lay(rank, found)
        return found
