"""Which listings fulfil a question's filters: all of a segment, or some that are told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from search.facts.columns import Numbers
from search.facts.marks import UNSAID, Marks, mark_of
from search.filtering import Range, flags_wanted, ranges_wanted, values_wanted
from search.flags import PLACED
from search.query import Query
from search.whole.arrays import Limits, Truths
from search.whole.segment import Segment

_LOOKED_UP = 16
"""Looking up the marks of one listing takes as long as laying those of so many."""


class Listings(Protocol):
    """Some listings, in whatever order."""

    def having(self, marks: Sequence[int]) -> Truths:
        """Which have one of some marks, by their numbers."""
        ...

    def limit(self, name: str) -> Limits:
        """What each says of one of LIMITS; see `marks.limit_kept`."""
        ...


class Filters:
    """All that a question asks but words and circle."""

    def __init__(self, marks: Marks, query: Query) -> None:
        self._groups = [_known(marks, group) for group in _groups(query)]
        self._ranges = list(ranges_wanted(query))

    def fulfilled(self, listings: Listings) -> Truths | None:
        """Which of the listings do; None where nothing is asked."""
        found: Truths | None = None
        for group in self._groups:
            found = both(found, listings.having(group))
        for asked in self._ranges:
            found = both(found, _in_range(listings.limit(asked.field), asked))
        return found


def of_segment(
    filters: Filters, segment: Segment, standing: Truths | None, places: Numbers | None
) -> Numbers | None:
    """Where among places of a segment, or of all of these, those stand that fulfil filters; None
    where all do. `standing` tells which places count, if not all do."""
    if places is None:
        found = both(standing, filters.fulfilled(_All(segment)))
    elif len(places) * _LOOKED_UP > segment.size:
        found = both(standing, filters.fulfilled(_All(segment)))
        found = None if found is None else found.take(places)
    else:
        some = None if standing is None else standing.take(places)
        found = both(some, filters.fulfilled(_Few(segment, places)))
    return None if found is None else found.nonzero()[0]


def having_any(size: int, marks: Sequence[int], having: Callable[[int], Truths]) -> Truths:
    """Which of `size` listings have one of some marks, where `having` tells who has one mark."""
    found = np.zeros(size, bool)
    for number in marks:
        found |= having(number)
    return found


def both(found: Truths | None, more: Truths | None) -> Truths | None:
    """What holds of both; None holds of all."""
    if found is None or more is None:
        return more if found is None else found
    return found & more


class _All:
    def __init__(self, segment: Segment) -> None:
        self._segment, self.limit = segment, segment.limit

    def having(self, marks: Sequence[int]) -> Truths:
        return self._segment.marked(marks)


class _Few:
    def __init__(self, segment: Segment, places: Numbers) -> None:
        self._segment, self._places = segment, places

    def having(self, marks: Sequence[int]) -> Truths:
        places = self._places
        return having_any(len(places), marks, lambda one: self._segment.having(one, places))

    def limit(self, name: str) -> Limits:
        return self._segment.limit(name).take(self._places)


def _known(marks: Marks, group: Iterable[str]) -> list[int]:
    told: Iterator[int | None] = map(marks.number, group)
    return [number for number in told if number is not None]


def _groups(query: Query) -> Iterator[Iterable[str]]:
    """What lies in a circle has a place."""
    for field, values in values_wanted(query):
        yield [mark_of(field, value) for value in values]
    circle = query.within_m is not None and query.reach != "wide"
    yield from (flags for flags in flags_wanted(query) if not (circle and flags == [PLACED]))


def _in_range(limits: Limits, asked: Range) -> Truths:
    found: Truths = limits > UNSAID
    if asked.lowest is not None:
        found &= limits >= asked.lowest
    if asked.highest is not None:
        found &= limits <= asked.highest
    return found
