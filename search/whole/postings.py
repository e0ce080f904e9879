"""Who has what: by numbers of words or marks, the places of the listings that have them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.whole.arrays import Bytes, Entries, Truths

Read = Callable[[int, int], tuple[Entries, Entries]]
"""What the listings from one place to another have: numbers and entries, in the order of places."""

BITS, ALL_BITS = 4, 15
_DIGITS = 16
_AT_ONCE = 16_384
_COMMON = 16
_MOST_DENSE = 32
_LOOKED_UP, _OF_ALL = 40, 32
"""Looking up one place takes as long as laying so many; and as clearing so many times as many."""


class Postings:
    """For each number the places that have it, in order, each with four bits of its own.

    An entry is a place << 4 | bits. Never changed; safe to read from threads.
    """

    def __init__(self, starts: Numbers, entries: Entries, size: int) -> None:
        self._starts, self._entries, self._size = starts, entries, size
        self._dense: dict[int, Bytes] = {}

    def many(self, first: int, end: int) -> int:
        """How many entries some numbers have, the end not included."""
        return int(self._starts[end] - self._starts[first])

    def lengths(self, numbers: npt.NDArray[Any]) -> Numbers:
        """How many places have each of the numbers."""
        found: Numbers = self._starts[numbers + 1] - self._starts[numbers]
        return found

    def of(self, first: int, end: int) -> Entries:
        """The entries of some numbers that follow one another, the end not included."""
        return self._entries[self._starts[first] : self._starts[end]]

    def lay(self, number: int, into: npt.NDArray[Any], shift: int = 0) -> None:
        """Sets the bits of a number, moved up by `shift`, at all places that have it."""
        if self.many(number, number + 1) * _COMMON > self._size:
            dense = self.dense(number)
            into |= (dense.astype(into.dtype) << shift) if shift else dense
            return
        lay(self.of(number, number + 1), into, shift)

    def at(self, number: int, places: Numbers) -> Truths:
        """Which of some places have a number."""
        entries = self.of(number, number + 1)
        if len(entries) * _COMMON > self._size:
            there: Truths = self.dense(number).take(places) != 0
            return there
        if few(len(places), len(entries), self._size):
            return _looked_up(entries, places)
        of_all = np.zeros(self._size, bool)
        of_all[entries >> BITS] = True
        return of_all.take(places)

    def dense(self, number: int) -> Bytes:
        """The bits of all places; for what many have, kept."""
        found = self._dense.get(number)
        if found is None:
            found = np.zeros(self._size, np.uint8)
            lay(self.of(number, number + 1), found)
            if len(self._dense) >= _MOST_DENSE:
                self._dense = {}
            self._dense[number] = found
        return found


def few(places: int, known: int, size: int) -> bool:
    """Whether so many places are sooner looked up among so many than all of these laid out."""
    return places * _LOOKED_UP < known + size // _OF_ALL


def _looked_up(entries: Entries, places: Numbers) -> Truths:
    if not len(entries):
        return np.zeros(len(places), bool)
    after = entries.searchsorted((places << BITS | ALL_BITS).astype(np.uint32), "right")
    found: Truths = entries.take(after - 1, mode="wrap") >> BITS == places
    return found


def lay(entries: Entries, into: npt.NDArray[Any], shift: int = 0) -> None:
    """Sets the bits of entries, of which no two are of one place."""
    places = (entries >> BITS).astype(np.int64)
    into[places] |= ((entries & ALL_BITS) << shift).astype(into.dtype)


def gathered(read: Read, size: int, kinds: int) -> Postings:
    """The postings of `size` listings for numbers below `kinds`.

    Some thousand listings at a time, so that memory stays bounded and other threads go on.
    """
    parts = [_merged(*read(at, min(at + _AT_ONCE, size))) for at in range(0, size, _AT_ONCE)]
    counts = np.zeros(kinds, np.int64)
    for numbers, times, _ in parts:
        counts[numbers] += times
    starts = np.concatenate(([0], np.cumsum(counts)))
    entries, ends = np.empty(starts[-1], np.uint32), starts[:-1].copy()
    for numbers, times, some in parts:
        before = np.cumsum(times) - times
        entries[np.repeat(ends[numbers] - before, times) + np.arange(len(some))] = some
        ends[numbers] += times
    return Postings(starts, entries, size)


def _merged(numbers: Entries, entries: Entries) -> tuple[Numbers, Numbers, Entries]:
    """Numbers in order, how many places have each, and the entries one after the other."""
    if not len(numbers):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), entries
    order = _in_order(numbers)
    numbers, entries = numbers[order], entries[order]
    other = numbers[1:] != numbers[:-1]
    firsts = _firsts(other | (entries[1:] >> BITS != entries[:-1] >> BITS))
    merged = np.bitwise_or.reduceat(entries, firsts)
    begins = _firsts(other)
    of_firsts = np.searchsorted(firsts, begins)
    times = np.diff(np.append(of_firsts, len(firsts)))
    return numbers[begins].astype(np.int64), times, merged


def _in_order(numbers: Entries) -> Numbers:
    """Where the numbers stand from the least to the greatest, those alike as they come.

    By sixteen bits at a time, which takes a quarter of the time of sorting them whole.
    """
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    high = (numbers >> _DIGITS).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order


def _firsts(other: Truths) -> Numbers:
    """Where another begins, the first among them; `other` tells it of all but the first."""
    return np.flatnonzero(np.concatenate(([True], other)))
