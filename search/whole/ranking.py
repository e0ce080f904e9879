"""The best of many listings by the scores of their classes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.blending import compared
from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.arrays import Small, Truths
from search.whole.chosen import Chosen
from search.whole.state import Whole

_AT_ONCE = 2_048


class _Classed(NamedTuple):
    """Listings of one segment with their classes, and of each class how many listings it has here,
    its score, and that score as it is compared."""

    chosen: Chosen
    of: Small
    counts: Numbers
    scores: Floats
    rounded: Floats


def best(whole: Whole, some: Sequence[Chosen], start: int, end: int) -> tuple[Numbers, Floats]:
    """The places of the listings that come from one place to another, best first, then by id, and
    their scores."""
    parts = [_classed(one) for one in some]
    worst = _least(parts, end)
    told = [_among(one, worst, end) for one in parts]
    starts = [one.part.start for one in some]
    places = np.concatenate([at + found for at, (found, _) in zip(starts, told, strict=True)])
    scores = np.concatenate([found for _, found in told])
    order = whole.in_order(places, -compared(scores))[start:end]
    return places[order], scores[order]


def _classed(one: Chosen) -> _Classed:
    matches, scores = one.part.matches, one.part.scores
    assert matches is not None
    assert scores is not None
    of, counts = one.classes, matches.counts
    if one.numbers is not None:
        counts = np.bincount(of, minlength=len(scores))
    return _Classed(one, of, counts, scores, compared(scores))


def _least(parts: Sequence[_Classed], end: int) -> float:
    """The score that the last of so many has."""
    scores = np.concatenate([one.rounded for one in parts])
    counts = np.concatenate([one.counts for one in parts])
    order = np.argsort(-scores)
    if not len(order):
        return 0.0
    at = int(np.searchsorted(np.cumsum(counts[order]), end))
    return float(scores[order[min(at, len(order) - 1)]])


def _among(one: _Classed, worst: float, end: int) -> tuple[Numbers, Floats]:
    """Of a part those that are better, and the first of those that are as good, in order."""
    at, better = _first(one.of, one.rounded == worst, end), one.rounded > worst
    if one.counts[better].any():
        more = np.flatnonzero(better.take(one.of))
        at = np.sort(np.concatenate((more, at)))
    return one.chosen.places[at], one.scores.take(one.of[at])


def _first(of: Small, wanted: Truths, end: int) -> Numbers:
    """Where the first listings of some classes stand; it is looked no farther than need be."""
    looked = _AT_ONCE
    found = np.flatnonzero(wanted.take(of[:looked]))
    while len(found) < end and looked < len(of):
        more = np.flatnonzero(wanted.take(of[looked : 4 * looked]))
        found, looked = np.concatenate((found, looked + more)), 4 * looked
    return found[:end]
