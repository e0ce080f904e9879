"""Which listings of a segment answer words; those of the rarest word are looked at first."""

from collections.abc import Sequence

import numpy as np

from search.facts.columns import Numbers
from search.whole.answers import Answers
from search.whole.arrays import Small
from search.whole.evidence import told_at

Told = tuple[Numbers, Sequence[Small]]
"""Places in order, and the numbers of what each says of each word, as in its answers."""


def fulfilling(size: int, answers: Sequence[Answers], least: int) -> Told:
    """Listings, out of `size`, that answer `least` of the words."""
    if least < len(answers):
        places = np.flatnonzero(_times(size, answers) >= least)
        return places, [told_at(one, size, places) for one in answers]
    rarest = min(answers, key=lambda one: len(one.numbers) if one.places is not None else np.inf)
    if rarest.places is None:
        places = np.flatnonzero(rarest.numbers != 0)
    else:
        places = rarest.places.astype(np.int64)
        if len(answers) == 1:
            return places, (rarest.numbers,)
    return _all_of(places, [told_at(one, size, places) for one in answers])


def _times(size: int, answers: Sequence[Answers]) -> Small:
    """How many of the words each place answers."""
    found = np.zeros(size, np.uint8)
    for one in answers:
        if one.places is None:
            found += one.numbers != 0
        else:
            found[one.places] += 1
    return found


def _all_of(places: Numbers, told: Sequence[Small]) -> Told:
    """Those of the places that answer every word."""
    found = told[0] != 0
    for one in told[1:]:
        found &= one != 0
    if found.all():
        return places, told
    at = np.flatnonzero(found)
    return places[at], [one[at] for one in told]
