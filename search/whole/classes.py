"""Listings of which the same is said, together: few scores tell what all of them are worth."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.facts.columns import Numbers
from search.whole.arrays import Small

_MOST = 65_536

Column = tuple[Small | Numbers, int]
"""Numbers, and above which none of them is."""


class Classes(NamedTuple):
    """Of each listing its class; how many listings each class has, and its number in each
    column."""

    of: Small
    counts: Numbers
    told: Sequence[Small | Numbers]


def alike(columns: Sequence[Column]) -> Classes:
    """Listings that have the same number in every column are of one class."""
    of, kinds = columns[0][0].astype(np.int64), columns[0][1]
    told, radices = list[Numbers](), [kinds]
    for numbers, more in columns[1:]:
        of *= more
        of += numbers
        kinds *= more
        radices.append(more)
        if kinds > _MOST:
            several, of = np.unique(of, return_inverse=True)
            told, kinds = _told(several, radices, told), len(several)
            radices = [kinds]
    counts = np.bincount(of, minlength=kinds)
    there = np.flatnonzero(counts)
    classes = np.zeros(kinds, np.min_scalar_type(len(there)))
    classes[there] = np.arange(len(there))
    return Classes(classes.take(of), counts[there], _told(there, radices, told))


def _told(classes: Numbers, radices: Sequence[int], before: Sequence[Numbers]) -> list[Numbers]:
    """The numbers of which classes are made; the first may itself be a class of those `before`."""
    found = list[Numbers]()
    for radix in reversed(radices[1:]):
        classes, number = np.divmod(classes, radix)
        found.append(number)
    return [*([one[classes] for one in before] or [classes]), *reversed(found)]
