"""The first of many listings in some order, without sorting all of them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.whole.state import Whole

Keys = Sequence[npt.NDArray[Any]]
_SCORES = 4
_FEW = 300
"""So few are sorted sooner than the first of them are picked out."""


def first(whole: Whole, places: Numbers, keys: Keys, start: int, end: int) -> Numbers:
    """Where among `places`, which are in order, the listings stand that come from one place to
    another: the least first, the first of `keys` first, then by id."""
    if len(places) <= max(_FEW, end) and end > 0:
        return whole.in_order(places, *keys)[start:end]
    some = _least(whole, places, keys, np.arange(len(places)), end)
    order = whole.in_order(places[some], *(key[some] for key in keys))
    found: Numbers = some[order[start:end]]
    return found


def _least(whole: Whole, places: Numbers, keys: Keys, some: Numbers, end: int) -> Numbers:
    """Those among which the first `end` are, in the order of places."""
    if len(some) <= end or end <= 0:
        return some[:end]
    if not keys:
        return _by_id(whole, places, some, end)
    key = keys[0][some]
    worst = _worst(key, end)
    better, ties = some[key < worst], some[key == worst]
    rest = _least(whole, places, keys[1:], ties, end - len(better))
    return np.sort(np.concatenate((better, rest)))


def _worst(key: npt.NDArray[Any], end: int) -> Any:
    """The greatest of the least `end`; scores are few, and few of them are looked through."""
    for _ in range(_SCORES):
        best = key.min()
        end -= int(np.count_nonzero(key == best))
        if end <= 0:
            return best
        key = key[key > best]
    return np.partition(key, end - 1)[end - 1]


def _by_id(whole: Whole, places: Numbers, some: Numbers, end: int) -> Numbers:
    """Of each segment the first, as its listings stand in the order of their ids."""
    begins = np.searchsorted(places[some], whole.starts).tolist()
    return np.concatenate([some[begin:stop][:end] for begin, stop in pairwise(begins)])
