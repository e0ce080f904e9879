"""What listings are worth by what they say of each word: the same worths as everywhere."""

from collections.abc import Mapping, Sequence

import numpy as np

from search.facts.columns import Numbers
from search.facts.sets import Sets
from search.facts.table import Floats
from search.facts.worths import Worths
from search.forgiving import Way
from search.meant import Meaning, meanings
from search.parts import PARTS
from search.runs import kinds_named, spellings
from search.whole.arrays import Codes
from search.whole.evidence import BEGUN, INSTEAD, OTHERS, OWN, read_in
from search.whole.matches import Matches
from search.worths import ALONE, ALSO, READ_AS, SAID, TOGETHER
from search.worths import BEGUN as BEGINS
from search.worths import INSTEAD as PHRASE

Terms = tuple[tuple[tuple[str, float], ...], ...]
"""Categories and needs that are meant, each with its worth."""

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


class Worth:
    """One way of looking, ready to score what it finds."""

    def __init__(self, values: Sets, way: Way) -> None:
        self._way = way
        self.meanings = tuple(meanings(way.asked, way.shares))
        self.means = tuple(map(_terms, self.meanings))
        self._worths = [_worths_of_sets(values, one) for one in self.meanings]
        named = bool(way.asked) and kinds_named(spellings(way.asked))
        self._together = ALONE if named else TOGETHER

    def meant(self, kinds: Numbers, needs: Numbers) -> list[Floats]:
        """What sets of kinds and of needs are worth by each meaning, by their numbers."""
        return [_of_meaning(of_sets, kinds, needs) for of_sets in self._worths]

    def scores(self, matches: Matches) -> Floats:
        """Of each class: 0 without words, 1 for what answers perfectly."""
        total, way = np.zeros(len(matches.counts)), self._way
        for one, share, codes in zip(way.asked, way.shares, matches.codes, strict=True):
            total += share * _WORTH[codes | _ALL_BEGUN if one.beginnings else codes & ~_ALL_BEGUN]
        return total + self._as_a_whole(matches)

    def _as_a_whole(self, matches: Matches) -> Floats:
        found = Worths(len(matches.counts))
        if len(matches.codes) > 1:
            there = in_one_part(matches.codes)
            for at, part in enumerate(PARTS):
                if part in self._together:
                    found.add((there >> at & 1) * self._together[part])
        if self.meanings:
            worths = np.zeros(len(matches.counts))
            for one, meant in zip(self.meanings, matches.meant, strict=True):
                worths += one.share * meant
            found.add(worths)
        return found.taken()


def _terms(one: Meaning) -> Terms:
    """What a meaning is worth, whatever its share of the question."""
    return tuple(one.categories.items()), tuple(one.needs.items())


_OfSets = tuple[Floats, Floats, Floats, Floats]


def _worths_of_sets(values: Sets, one: Meaning) -> _OfSets:
    return (*values.worths("category", one.categories), *values.worths("need", one.needs))


def _of_meaning(worths: _OfSets, kinds: Numbers, needs: Numbers) -> Floats:
    best, total, best_need, more = worths
    most = np.maximum(best[kinds], best_need[needs])
    worth: Floats = most + ALSO * (total[kinds] + more[needs] - most)
    return worth


def in_one_part(codes: Sequence[Codes]) -> Codes:
    """In which of PARTS all words stand, a bit for each."""
    found = read_in(codes[0])
    for each in codes[1:]:
        found = found & read_in(each)
    return found
