"""Listings of which the same is said, together: few scores tell what all of them are worth."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.fulfilling import Part
from search.whole.segment import Small
from search.whole.worth import Worth

_FEW = 200
_MOST = 65_536

Column = tuple[Small | Numbers, int]
"""Numbers, and above which none of them is."""


class Classes(NamedTuple):
    """Of each listing its class, a number below `kinds`; of the classes that there are, `there`,
    how many listings each has, and its number in each column."""

    of: Numbers
    kinds: int
    there: Numbers
    counts: Numbers
    told: Sequence[Small | Numbers]


class Scored(NamedTuple):
    """The listings of a part by their classes, and the score of each class."""

    part: Part
    classes: Classes
    scores: Floats


def scored(part: Part, worth: Worth) -> Scored:
    """The listings of a part that words have found."""
    columns: list[Column] = [
        (numbers, len(answers.codes))
        for numbers, answers in zip(part.numbers, part.answers, strict=True)
    ]
    meant = None
    if worth.meanings:
        each, numbers = _meant(part, worth)
        classes = alike([*columns, (numbers, len(each))])
        meant = each[classes.told[-1]]
    else:
        classes = alike(columns)
    told = zip(part.answers, classes.told, strict=False)
    codes = [answers.codes[numbers] for answers, numbers in told]
    return Scored(part, classes, worth.scores(codes, meant))


def _meant(part: Part, worth: Worth) -> tuple[Floats, Small | Numbers]:
    """What kinds and needs are worth, each worth once, and which of them each listing is."""
    said, places = part.segment.said, part.places
    if said.tell("category") and said.tell("need"):
        worths, numbers = worth.meant_once(said.told("category"), said.told("need"))
        return worths, numbers.take(said.of(places))
    return worth.meant_once(
        *(said.sets(name, places).astype(np.int64) for name in ("category", "need"))
    )


def alike(columns: Sequence[Column]) -> Classes:
    """Listings that have the same number in every column are of one class."""
    size = len(columns[0][0])
    if size <= _FEW:
        each = np.arange(size)
        return Classes(each, size, each, np.ones(size, np.int64), [one for one, _ in columns])
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
    return Classes(of, kinds, there, counts[there], _told(there, radices, told))


def _told(classes: Numbers, radices: Sequence[int], before: Sequence[Numbers]) -> list[Numbers]:
    """The numbers of which classes are made; the first may itself be a class of those `before`."""
    found = list[Numbers]()
    for radix in reversed(radices[1:]):
        classes, number = np.divmod(classes, radix)
        found.append(number)
    return [*([one[classes] for one in before] or [classes]), *reversed(found)]
