"""Words of all listings: how often they stand in them, what completes them, what is near."""

from collections import Counter

import numpy as np

from search.facts.fact import LONGEST_WORD
from search.forgiving import MOST_COMPLETIONS
from search.slips import LONGEST, ONE_SLIP, TWO_SLIPS, slips_to_each
from search.tokens import stem
from search.whole.arrays import Truths
from search.whole.lexicon import letters_of
from search.whole.postings import BITS
from search.whole.segment import Segment
from search.whole.state import Whole

_MOST_NEAR = 5
_MOST_COUNTED = 12


class Vocabulary:
    """What one state of the index says of words; `search.forgiving` says what is asked."""

    def __init__(self, whole: Whole) -> None:
        self._whole, self._own = whole, dict[str, int]()

    @property
    def listings(self) -> int:
        """How many listings there are."""
        return self._whole.listings

    def frequency(self, stemmed: str) -> int:
        """In how many listings a stem stands, in whatever part."""
        known = self._whole.learnt.frequency
        if stemmed in known:
            return known[stemmed]
        if stemmed not in self._own:
            count = self._counted(stemmed)
            self._own[stemmed] = count
            self._whole.learnt.keep_frequency(stemmed, count)
        return self._own[stemmed]

    def _counted(self, stemmed: str) -> int:
        found = 0
        for segment, current in self._whole.standing():
            ranks = segment.lexicon.of_stem(stemmed[:LONGEST_WORD])
            if len(ranks) == 1:
                found += _held(segment, ranks[0], current)
            elif ranks:
                there = np.zeros(segment.size, np.uint8)
                for rank in ranks:
                    segment.words.lay(rank, there)
                said = there != 0
                found += int(np.count_nonzero(said if current is None else said & current))
        return found

    def completions(self, word: str) -> list[tuple[str, int]]:
        """The commonest words that begin so, and in how many listings each stands."""
        likely = Counter[str]()
        for segment in self._whole.segments:
            first, end = segment.lexicon.begun(word)
            lengths = segment.words.lengths(np.arange(first, end))
            for at in np.argsort(-lengths, kind="stable")[:_MOST_COUNTED].tolist():
                likely[segment.lexicon.word(first + at)] += int(lengths[at])
        some = sorted(likely, key=lambda one: (-likely[one], one))[: 2 * MOST_COMPLETIONS]
        told = [(one, self._times(one)) for one in some]
        found = sorted((one for one in told if one[1]), key=lambda one: (-one[1], one[0]))
        return found[:MOST_COMPLETIONS]

    def _times(self, word: str) -> int:
        """In how many listings a word stands."""
        found = 0
        for segment, current in self._whole.standing():
            rank = segment.lexicon.rank(word)
            found += 0 if rank is None else _held(segment, rank, current)
        return found

    def spelled_nearly(self, word: str) -> tuple[str, ...]:
        """The likeliest words that a misspelt one was meant for, the commonest first."""
        if not ONE_SLIP <= len(word) <= LONGEST or word.isdigit():
            return ()
        found = self._whole.learnt.nearly.get(word)
        if found is None:
            found = self._nearly(word)
            self._whole.learnt.keep_nearly(word, found)
        return found

    def _nearly(self, word: str) -> tuple[str, ...]:
        for most in (1, 2)[: 2 if len(word) >= TWO_SLIPS else 1]:
            near = Counter(self._likely(word, most))
            some = sorted(near, key=lambda one: (-near[one], one))[:_MOST_COUNTED]
            told = sorted((-self.frequency(stem(one)), one) for one in some)
            if told and told[0][0]:
                return tuple(one for count, one in told if count)[:_MOST_NEAR]
        return ()

    def _likely(self, word: str, most: int) -> dict[str, int]:
        """Words so many slips away, and roughly how many listings have each."""
        found, letters = Counter[str](), letters_of(word)
        for segment in self._whole.segments:
            ranks = segment.lexicon.like(len(word), letters, most)
            others = [segment.lexicon.word(rank) for rank in ranks.tolist()]
            near = np.flatnonzero(slips_to_each(word, others, most) == most)
            times = segment.words.lengths(ranks[near])
            for at, count in zip(near.tolist(), times.tolist(), strict=True):
                found[others[at]] += count
        return found


def _held(segment: Segment, rank: int, current: Truths | None) -> int:
    """How many current listings of a segment have a word."""
    if current is None:
        return segment.words.many(rank, rank + 1)
    return int(np.count_nonzero(current[segment.words.of(rank, rank + 1) >> BITS]))
