"""The best of many listings by the scores of their classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.classes import Scored
from search.whole.state import Truths, Whole

_AT_ONCE = 2_048


def best(whole: Whole, parts: Sequence[Scored], start: int, end: int) -> tuple[Numbers, Floats]:
    """The places of the listings that come from one place to another, best first, then by id, and
    their scores."""
    worst = _least(parts, end)
    told = [_among(one, worst, end) for one in parts]
    places = np.concatenate([one.part.start + at for one, (at, _) in zip(parts, told, strict=True)])
    scores = np.concatenate([some for _, some in told])
    order = whole.table.in_order(whole.rows_of(places), -np.round(scores, 9))[start:end]
    return places[order], scores[order]


def scores_of_all(parts: Sequence[Scored]) -> Floats:
    """What each listing is worth."""
    return np.concatenate([_by_class(one, one.scores).take(one.classes.of) for one in parts])


def _by_class(scored: Scored, told: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """What is told of the classes that there are, by the numbers of classes."""
    found = np.zeros(scored.classes.kinds, told.dtype)
    found[scored.classes.there] = told
    return found


def _least(parts: Sequence[Scored], end: int) -> float:
    """The score that the last of so many has."""
    scores = np.concatenate([np.round(one.scores, 9) for one in parts])
    counts = np.concatenate([one.classes.counts for one in parts])
    order = np.argsort(-scores)
    if not len(order):
        return 0.0
    at = int(np.searchsorted(np.cumsum(counts[order]), end))
    return float(scores[order[min(at, len(order) - 1)]])


def _among(scored: Scored, worst: float, end: int) -> tuple[Numbers, Floats]:
    """Of a part those that are better, and the first of those that are as good, in order."""
    classes, rounded = scored.classes, np.round(scored.scores, 9)
    at = _first(classes.of, _by_class(scored, rounded == worst), end)
    better = rounded > worst
    if better.any():
        more = np.flatnonzero(_by_class(scored, better).take(classes.of))
        at = np.sort(np.concatenate((more, at)))
    return scored.part.places[at], _by_class(scored, scored.scores).take(classes.of[at])


def _first(of: Numbers, wanted: Truths, end: int) -> Numbers:
    """Where the first listings of some classes stand; it is looked no farther than need be."""
    looked = _AT_ONCE
    found = np.flatnonzero(wanted.take(of[:looked]))
    while len(found) < end and looked < len(of):
        more = np.flatnonzero(wanted.take(of[looked : 4 * looked]))
        found, looked = np.concatenate((found, looked + more)), 4 * looked
    return found[:end]
