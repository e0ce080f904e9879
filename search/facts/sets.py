"""Sets of values by numbers, and the values of facets that each set holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Column, Numbers
from search.values import PLAIN, SET_OF_FACET, SETS, facet_values

Floats = npt.NDArray[np.float64]
_ANY_DAY = 0
_OF_SEVERAL = "award"
"""Each of its values tells several things."""


class _Pairs:
    """Which sets hold which values of one facet that is the same on every day."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}
        self._kept = Column(np.int64, 2)

    def add(self, number: int, values: Sequence[str]) -> None:
        for value in values:
            if value not in self._numbers:
                self.values.append(value)
                self._numbers[value] = len(self.values) - 1
            self._kept.extend((number, self._numbers[value]), 1)

    def read(self) -> tuple[Numbers, Numbers]:
        """Sets and values of all pairs."""
        told = self._kept.values[: self._kept.size]
        return told[:, 0], told[:, 1]

    def worths(self, worth: Mapping[str, float]) -> Floats:
        """What each value is worth."""
        found = np.zeros(len(self.values))
        for value, told in worth.items():
            if value in self._numbers:
                found[self._numbers[value]] = told
        return found


class Sets:
    """Each set of values that some listing says; the number of one that was added stays.

    One thread adds, any may read.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Any], int] = {}
        self._values: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SETS}
        self._pairs = {facet: _Pairs() for facet in PLAIN}
        self._facets = {
            name: [facet for facet in PLAIN if SET_OF_FACET[facet] == name] for name in SETS
        }

    def number(self, name: str, said: Sequence[Any]) -> int:
        """The number of what a listing says of one of SETS, new if none has said it before."""
        values = tuple(map(tuple, said)) if name == _OF_SEVERAL else tuple(said)
        number = self._numbers.get((name, values))
        return self._added(name, values) if number is None else number

    def _added(self, name: str, values: tuple[Any, ...]) -> int:
        self._values[name].append(values)
        number = len(self._values[name]) - 1
        for facet in self._facets[name]:
            self._pairs[facet].add(number, facet_values(facet, values, _ANY_DAY))
        self._numbers[name, values] = number
        return number

    def said(self, name: str, number: int) -> tuple[Any, ...]:
        """What the number of a set stands for."""
        return self._values[name][number]

    def tallied(self, facet: str, counts: Numbers) -> Iterator[tuple[str, int]]:
        """How many of the sets hold each value of one of PLAIN, in whatever order of values.

        `counts` is how many times each set is told of, by its number.
        """
        sets, values = self._pairs[facet].read()
        times = np.zeros(len(self._values[SET_OF_FACET[facet]]))
        times[: len(counts)] = counts
        told = np.bincount(values, weights=times[sets]).astype(np.int64)
        named = self._pairs[facet].values
        return ((named[at], count) for at, count in enumerate(told.tolist()) if count)

    def worths(self, facet: str, worth: Mapping[str, float]) -> tuple[Floats, Floats]:
        """Of every set, what the best of its values is worth, and all of them together."""
        sets, values = self._pairs[facet].read()
        best = np.zeros(len(self._values[SET_OF_FACET[facet]]))
        if not worth:
            return best, best
        each = self._pairs[facet].worths(worth)[values]
        some = np.flatnonzero(each)
        np.maximum.at(best, sets[some], each[some])
        total: Floats = np.bincount(sets[some], each[some], len(best)).astype(np.float64)
        return best, total
