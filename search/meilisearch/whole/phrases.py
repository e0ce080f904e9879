"""Where all words of a phrase stand in one part of a listing."""

from collections.abc import Sequence

import numpy as np

from search.meilisearch import shape
from search.meilisearch.whole.lexicon import Lexicon
from search.meilisearch.whole.postings import BITS, Bytes, Entries, Postings

_MOST_KEPT, _EACH = 4_000, 4
_NONE: Entries = np.zeros(0, np.uint32)


class Phrases:
    """The entries of phrases of stems; those that synonyms offer are asked for again and again.

    They are kept, unless they hold a digit, which may be of somebody's postcode.
    """

    def __init__(self, lexicon: Lexicon, words: Postings, size: int) -> None:
        self._lexicon, self._words, self._size = lexicon, words, size
        self._kept: dict[tuple[str, ...], Entries] = {}
        self._entries = 0

    def of(self, phrase: tuple[str, ...]) -> Entries:
        """Places << 4 | parts, in the order of places."""
        found = self._kept.get(phrase)
        if found is None:
            found = self._found(phrase)
            if all(map(str.isalpha, phrase)):
                self._keep(phrase, found)
        return found

    def _keep(self, phrase: tuple[str, ...], found: Entries) -> None:
        if len(self._kept) >= _MOST_KEPT or self._entries > _EACH * self._size:
            self._kept, self._entries = {}, 0
        self._kept[phrase] = found
        self._entries += len(found)

    def _found(self, phrase: Sequence[str]) -> Entries:
        ranks = [self._lexicon.of_stem(stemmed[: shape.LONGEST_WORD]) for stemmed in phrase]
        if not all(ranks):
            return _NONE
        first, *others = (self._standing(some) for some in ranks)
        for other in others:
            first &= other
        places = np.flatnonzero(first)
        return (places << BITS | first[places]).astype(np.uint32)

    def _standing(self, ranks: Sequence[int]) -> Bytes:
        found = np.zeros(self._size, np.uint8)
        for rank in ranks:
            self._words.lay(rank, found)
        return found
