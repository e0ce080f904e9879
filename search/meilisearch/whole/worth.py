"""What listings are worth by what they say of each word: the same worths as everywhere."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from search.forgiving import Way
from search.meilisearch.columns import Numbers
from search.meilisearch.meaning import Meaning, meanings
from search.meilisearch.table import Floats
from search.meilisearch.weighing import Worths
from search.meilisearch.whole.evidence import BEGUN, INSTEAD, OTHERS, OWN, read_in
from search.meilisearch.whole.segment import Codes
from search.meilisearch.whole.state import Whole
from search.parts import PARTS
from search.runs import kinds_named, spellings
from search.worths import ALONE, ALSO, READ_AS, SAID, TOGETHER
from search.worths import BEGUN as BEGINS
from search.worths import INSTEAD as PHRASE

_EACH: Mapping[int, Mapping[str, float]] = {OWN: SAID, OTHERS: READ_AS, INSTEAD: PHRASE}


def _of_all_codes() -> Floats:
    """What one word is worth by its code; with the bit of BEGUN set, that it was begun counts."""
    codes = np.arange(2 << BEGUN)
    found = Worths(len(codes))
    for at, part in enumerate(PARTS):
        for first, worth in _EACH.items():
            found.add((codes >> first + at & 1) * worth[part])
    found.add((codes >> BEGUN) * BEGINS)
    return found.taken()


_WORTH = _of_all_codes()
_ALL_BEGUN = np.uint16(1 << BEGUN)
Bits = npt.NDArray[np.uint16]


class Worth:
    """One way of looking, ready to score the listings that it finds."""

    def __init__(self, whole: Whole, way: Way, codes: Sequence[Codes]) -> None:
        """`codes` is the evidence of each word."""
        self._whole, self._way, self.codes = whole, way, codes
        self.meanings = tuple(meanings(way.asked, way.shares))
        named = bool(way.asked) and kinds_named(spellings(way.asked))
        self._together = ALONE if named else TOGETHER

    def scores(self, places: Numbers) -> Floats:
        """0 without words, 1 for what answers perfectly."""
        codes = [each[places] for each in self.codes]
        total = np.zeros(len(places))
        for one, share, each in zip(self._way.asked, self._way.shares, codes, strict=True):
            total += share * _WORTH[each | _ALL_BEGUN if one.beginnings else each & ~_ALL_BEGUN]
        return total + self._as_a_whole(places, codes)

    def _as_a_whole(self, places: Numbers, codes: Sequence[Codes]) -> Floats:
        found = Worths(len(places))
        if len(codes) > 1:
            there = in_one_part(codes)
            for at, part in enumerate(PARTS):
                if part in self._together:
                    found.add((there >> at & 1) * self._together[part])
        if self.meanings:
            found.add(self._meant(places))
        return found.taken()

    def _meant(self, places: Numbers) -> Floats:
        """What the kinds and needs of listings are worth."""
        kinds, needs = (sets_of(self._whole, name, places) for name in ("category", "need"))
        total = np.zeros(len(places))
        for one in self.meanings:
            total += one.share * self._of_meaning(one, kinds, needs)
        return total

    def _of_meaning(self, one: Meaning, kinds: Numbers, needs: Numbers) -> Floats:
        values = self._whole.table.values
        best, total = (told[kinds] for told in values.worths("category", one.categories))
        best_need, more = (told[needs] for told in values.worths("need", one.needs))
        best = np.maximum(best, best_need)
        worth: Floats = best + ALSO * (total + more - best)
        return worth


def in_one_part(codes: Sequence[Codes]) -> Bits:
    """In which of PARTS all words stand, a bit for each."""
    found = read_in(codes[0])
    for each in codes[1:]:
        found = found & read_in(each)
    return found


def sets_of(whole: Whole, name: str, places: Numbers) -> Numbers:
    """The numbers of what listings say of one of SETS."""
    told = [segment.sets(name, some) for segment, some in whole.apart(places)]
    return np.concatenate(told) if len(told) > 1 else told[0]
