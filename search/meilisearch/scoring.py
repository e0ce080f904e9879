"""How well listings answer a question, many at once: the same worths as the embedded index."""

from collections.abc import Mapping, Sequence

import numpy as np

from search.facts.some import Some
from search.facts.table import Bits, Floats
from search.facts.worths import Worths
from search.meant import Meaning, meanings
from search.meilisearch.asking import all_of, one_of
from search.meilisearch.weighing import Wanted, any_of_them, mask_of
from search.meilisearch.wording import Attempt
from search.parts import PARTS
from search.runs import kinds_named, spellings
from search.worths import ALONE, ALSO, TOGETHER

_MOST_STEMS = 64


class Scorer:
    """One attempt's words, ready to be looked for in listings."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._words = [Wanted(one) for one in attempt.asked]
        self._meanings = tuple(meanings(attempt.asked, attempt.shares))
        named = bool(attempt.asked) and kinds_named(spellings(attempt.asked))
        self._together = ALONE if named else TOGETHER
        self._stems = list(dict.fromkeys(s for one in self._words for s in one.every()))
        del self._stems[_MOST_STEMS:]

    def scores(self, some: Some) -> Floats:
        """0 without words, 1 for what answers perfectly."""
        standing = some.table.standing(self._stems, some.rows)
        bits = {stemmed: 1 << at for at, stemmed in enumerate(self._stems)}
        total = np.zeros(len(some.rows))
        for one, share in zip(self._words, self._attempt.shares, strict=True):
            total += share * one.worth(standing, bits).taken()
        return total + self._whole(some, standing, bits)

    def _whole(self, some: Some, standing: Sequence[Bits], bits: Mapping[str, int]) -> Floats:
        found = Worths(len(some.rows))
        if len(self._words) > 1:
            for part, stems in zip(PARTS, standing, strict=True):
                if part in self._together:
                    all_there = np.ones(len(stems), bool)
                    for one in self._words:
                        all_there &= any_of_them(stems, mask_of(one.stems, bits))
                    found.add(all_there * self._together[part])
        if self._meanings:
            found.add(_meant(some, self._meanings))
        return found.taken()

    def classes(self, clause: str, filters: str) -> list[str]:
        """Filters for the listings that may score best, the likeliest first.

        `clause` is words and filters. What has all words in one part fulfils the words, so that
        `filters` alone are asked of it, which the engine reads sooner.
        """
        if not self._words:
            return []
        slugs = dict.fromkeys(s for one in self._meanings for s in one.categories)
        needs = dict.fromkeys(s for one in self._meanings for s in one.needs)
        kinds = [one_of("category", slugs)] if slugs else []
        worded = [all_of(one_of(part, w.stems) for w in self._words) for part in PARTS[:2]]
        both = [all_of((*kinds, worded[0]))] if slugs else []
        needed = [one_of("need", needs)] if needs else []
        return [
            *(all_of((filters, one)) for one in (*both, *worded)),
            *(all_of((clause, one)) for one in (*kinds, *needed)),
        ]


def _meant(some: Some, meant: Sequence[Meaning]) -> Floats:
    """What the kinds and needs of listings are worth; few sets of them stand in many listings."""
    said = some.table.values.said
    kinds, needs = (some.table.sets(name, some.rows) for name in ("category", "need"))
    pairs, places = np.unique(kinds << 32 | needs, return_inverse=True)
    worths = [
        _worth(said("category", pair >> 32), said("need", pair & 0xFFFFFFFF), meant)
        for pair in pairs.tolist()
    ]
    return np.array(worths, np.float64)[places] if worths else np.zeros(0)


def _worth(kinds: Sequence[str], needs: Sequence[str], meant: Sequence[Meaning]) -> float:
    return sum(one.share * _best(one.held(kinds, needs)) for one in meant)


def _best(found: Sequence[float]) -> float:
    if not found:
        return 0.0
    best = max(found)
    return best + ALSO * (sum(found) - best)
