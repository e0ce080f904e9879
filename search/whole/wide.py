"""Those that serve without regard to place, ranked beforehand: they are few, and asked for again
and again."""

from collections.abc import Sequence

import numpy as np

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.arrays import Truths
from search.whole.chosen import Chosen, Part, all_places, all_scores
from search.whole.segment import Segment
from search.whole.selecting import Filters, Limits
from search.whole.state import Whole

_MOST_MARKS = 8


class Ranked:
    """All that one way of looking finds of them in one state, the best first, then by id; safe to
    use from threads. Who has the first few marks that are asked for is kept."""

    def __init__(self, whole: Whole, parts: Sequence[Part]) -> None:
        self._whole = whole
        some = [_wide(one) for one in parts]
        places, scores = all_places(some), all_scores(some)
        order = whole.in_order(places, -np.round(scores, 9))
        self._places, self._order = places.astype(np.uint32), order.astype(np.uint32)
        self._scores: Floats = scores[order]
        self._having: dict[int, Truths] = {}

    def fulfilling(self, filters: Filters) -> tuple[Numbers, Floats]:
        """The places of those that fulfil filters, and what each is worth; the best first."""
        truths, order = filters.fulfilled(self), self._order
        if truths is None:
            return self._places.take(order).astype(np.int64), self._scores
        at = truths.nonzero()[0]
        return self._places.take(order.take(at)).astype(np.int64), self._scores.take(at)

    def having(self, marks: Sequence[int]) -> Truths:
        """Which of them have one of some marks, the best first."""
        found = np.zeros(len(self._order), bool)
        for number in marks:
            found |= self._having_one(number)
        return found

    def limit(self, name: str) -> Limits:
        """What each says of one of LIMITS, the best first."""
        told = [one.limit(name).take(places) for one, places in self._apart()]
        found: Limits = np.concatenate(told).take(self._order)
        return found

    def bytes(self) -> int:
        """How much room they take, with all marks that may be kept."""
        each = _MOST_MARKS + sum(one.itemsize for one in (self._places, self._order, self._scores))
        return each * len(self._order)

    def _having_one(self, number: int) -> Truths:
        found = self._having.get(number)
        if found is None:
            told = [one.having(number, places) for one, places in self._apart()]
            found = np.concatenate(told).take(self._order)
            if len(self._having) < _MOST_MARKS:
                self._having[number] = found
        return found

    def _apart(self) -> Sequence[tuple[Segment, Numbers]]:
        return list(self._whole.apart(self._places.astype(np.int64)))


def _wide(part: Part) -> Chosen:
    assert part.matches is not None
    places = part.matches.places
    truths = part.segment.wide().take(places)
    if part.standing is not None:
        truths &= part.standing.take(places)
    numbers = truths.nonzero()[0]
    return Chosen(part, numbers, places.take(numbers).astype(np.int64))
