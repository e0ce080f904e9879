"""Those that serve without regard to place, ranked beforehand: they are few, and asked for again
and again."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.blending import compared
from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.arrays import Limits, Truths
from search.whole.chosen import Chosen, Part, all_places, all_scores
from search.whole.segment import Segment
from search.whole.selecting import Filters, having_any
from search.whole.state import Whole

_MOST_MARKS = 8


class Ranked:
    """All that one way of looking finds of them in one state, the best first, then by id; safe to
    use from threads. Who has the first few marks that are asked for is kept."""

    def __init__(self, whole: Whole, parts: Sequence[Part]) -> None:
        some = [_wide(one) for one in parts]
        places, scores = all_places(some), all_scores(some)
        order = whole.in_order(places, -compared(scores))
        self._whole, self._size = whole, len(order)
        self._places, self._scores = places[order].astype(np.uint32), scores[order]
        self._having: dict[int, Truths] = {}
        self.bytes = self._places.nbytes + self._scores.nbytes + _MOST_MARKS * self._size

    def fulfilling(self, filters: Filters) -> Numbers:
        """The ranks of those that fulfil filters."""
        truths = filters.fulfilled(self)
        return np.arange(self._size) if truths is None else truths.nonzero()[0]

    def places(self, ranks: Numbers) -> Numbers:
        """Where some of them stand among all listings."""
        return self._places.take(ranks).astype(np.int64)

    def scores(self, ranks: Numbers) -> Floats:
        """What some of them are worth."""
        return self._scores.take(ranks)

    def having(self, marks: Sequence[int]) -> Truths:
        """Which of them have one of some marks, the best first."""
        return having_any(self._size, marks, self._having_one)

    def limit(self, name: str) -> Limits:
        """What each says of one of LIMITS, the best first."""
        return self._told(lambda segment, places: segment.limit(name).take(places))

    def _having_one(self, number: int) -> Truths:
        found = self._having.get(number)
        if found is None:
            found = self._told(lambda segment, places: segment.having(number, places))
            if len(self._having) < _MOST_MARKS:
                self._having[number] = found
        return found

    def _told(self, tell: Callable[[Segment, Numbers], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """What segments tell of their own places, the best first."""
        order = np.argsort(self._places)
        apart = self._whole.apart(self._places[order].astype(np.int64))
        told = np.concatenate([tell(segment, places) for segment, places in apart])
        found = np.empty_like(told)
        found[order] = told
        return found


def _wide(part: Part) -> Chosen:
    assert part.matches is not None
    places = part.matches.places
    truths = part.segment.wide().take(places)
    if part.standing is not None:
        truths &= part.standing.take(places)
    numbers = truths.nonzero()[0]
    return Chosen(part, numbers, places.take(numbers).astype(np.int64))
