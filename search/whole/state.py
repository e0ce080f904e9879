"""All listings of one state of the index, held in this process."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.facts.table import Table
from search.whole.arrays import Truths
from search.whole.learnt import Learnt
from search.whole.segment import Segment

_SHARE = 20
_SMALL = 1_000


class Whole:
    """All listings of one state of the index; safe to read from any thread, never changed.

    Listings stand in segments, the largest first; those written later stand in smaller ones, so
    that little has to be made anew. A listing is known by its place: a number below `size`.
    """

    def __init__(self, table: Table, segments: Sequence[Segment], current: Truths) -> None:
        """`current` tells of each place whether the listing there is one of this state."""
        self.table, self.current = table, current
        self.segments = tuple(segments)
        self.starts = list(accumulate((one.size for one in segments), initial=0))
        self.size = self.starts[-1]
        self.listings = int(np.count_nonzero(current))
        self.learnt = Learnt()
        self._all_current = [bool(one.all()) for _, one in self.each(current)]

    @classmethod
    def of(cls, table: Table, rows: Numbers) -> "Whole":
        """From rows of a table, one for each listing; seconds for a million."""
        return cls(table, (Segment(table, rows),), np.ones(len(rows), bool))

    def after(self, written: Iterable[int], gone: Iterable[str]) -> "Whole":
        """The state in which rows have been written, each in the place of its listing's earlier
        one, and listings taken out."""
        last = {self.table.id_of(row): row for row in written}
        current = self._without([*last, *gone])
        rows = np.array(list(last.values()), np.int64)
        kept = self._kept(len(rows))
        if len(rows):
            rest = self.starts[kept]
            rows = np.concatenate((self.rows_of(rest + np.flatnonzero(current[rest:])), rows))
            segments = (*self.segments[:kept], Segment(self.table, rows))
            current = np.concatenate((current[:rest], np.ones(len(rows), bool)))
        else:
            segments = self.segments
        return Whole(self.table, segments, current)

    def _kept(self, more: int) -> int:
        """How many segments stay as they are when so many listings are written."""
        kept = len(self.segments)
        while kept and self._merged(self.segments[kept - 1].size, more):
            kept -= 1
            more += self.segments[kept].size
        return kept

    @staticmethod
    def _merged(size: int, more: int) -> bool:
        return size <= _SMALL or more * _SHARE > size

    def _without(self, ids: Sequence[str]) -> Truths:
        current = self.current.copy()
        for start, segment in zip(self.starts, self.segments, strict=False):
            current[start + segment.places_of(ids)] = False
        return current

    def is_untidy(self) -> bool:
        """Whether so much was written that it is better made anew."""
        return self.size - self.segments[0].size > self.listings // 50 + 1_000

    def made_anew(self) -> "Whole":
        """The same listings in one piece."""
        return Whole.of(self.table, self.rows())

    def rows(self) -> Numbers:
        """The rows of all listings."""
        return self.rows_of(np.flatnonzero(self.current))

    def rows_of(self, places: Numbers) -> Numbers:
        """The rows of listings at some places, which are in order."""
        found = [one.rows.take(some) for one, some in self.apart(places)]
        return np.concatenate(found).astype(np.int64)

    def rows_at(self, places: Numbers) -> Numbers:
        """The rows of listings at some places, in their order, whatever it is."""
        if len(self.segments) == 1:
            return self.segments[0].rows.take(places).astype(np.int64)
        order = np.argsort(places, kind="stable")
        found = np.empty(len(places), np.int64)
        found[order] = self.rows_of(places[order])
        return found

    def apart(self, places: Numbers) -> Iterator[tuple[Segment, Numbers]]:
        """Each segment with its own of some places, which are in order."""
        if len(self.segments) == 1:
            yield self.segments[0], places
            return
        ends = np.searchsorted(places, self.starts).tolist()
        for at, segment in enumerate(self.segments):
            yield segment, places[ends[at] : ends[at + 1]] - self.starts[at]

    def in_order(self, places: Numbers, *by: npt.NDArray[Any]) -> Numbers:
        """Where listings at some places, which are in order, stand from the least to the largest,
        the first of `by` first, then by id."""
        if len(self.segments) > 1:
            return self.table.in_order(self.rows_of(places), *by)
        order: Numbers = np.lexsort(by[::-1]) if by else np.arange(len(places))
        return order

    def standing(self) -> Iterator[tuple[Segment, Truths | None]]:
        """Each segment with its part of `current`; without, where all of it is."""
        for (segment, some), every in zip(self.each(self.current), self._all_current, strict=True):
            yield segment, None if every else some

    def each(self, column: npt.NDArray[Any]) -> Iterator[tuple[Segment, npt.NDArray[Any]]]:
        """Each segment with its own part of what is told of every place."""
        for start, segment in zip(self.starts, self.segments, strict=False):
            yield segment, column[start : start + segment.size]
