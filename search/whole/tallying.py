"""Facet counts of listings, exact whatever their number."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from search.documents import TIERS
from search.facts.columns import Numbers
from search.facts.sets import Sets
from search.filtering import today
from search.tallies import Counts
from search.values import PLAIN, SET_OF_FACET, facet_values
from search.whole.arrays import Small
from search.whole.segment import Segment

_NAMES: Mapping[str, Sequence[str]] = {
    "tier": TIERS,
    "evening": ("yes", "no"),
    "weekend": ("yes", "no"),
}
"""The values of facets that depend on the day, each a bit."""

_FEW = 100
"""The values of so few listings are counted sooner one by one."""

_Part = tuple[Segment, Numbers]
Apart = Iterable[_Part]
"""Listings as their places in each segment."""


def tally(values: Sets, apart: Apart, facets: Sequence[str], now: datetime) -> Counts:
    """How many of the listings have each value of each facet."""
    found: Counts = {facet: {} for facet in facets}
    for part in apart if facets else ():
        for facet, value, count in _of_part(values, part, facets, today(now)):
            found[facet][value] = found[facet].get(value, 0) + count
    return found


def _of_part(
    values: Sets, part: _Part, facets: Sequence[str], day: int
) -> Iterator[tuple[str, str, int]]:
    (segment, places), profiles = part, None
    if len(places) <= _FEW:
        yield from _of_few(values, part, facets, day)
        return
    for facet in facets:
        if facet not in PLAIN:
            each = _on_day(values, part, facet, day)
            profiles = each.sum(axis=1)
            yield from ((facet, *told) for told in _of_bits(facet, each.sum(axis=0).tolist()))
    if profiles is None:
        profiles = np.bincount(segment.said.of(places), minlength=segment.said.count)
    for facet in facets:
        if facet in PLAIN:
            counts = _of_sets(part, SET_OF_FACET[facet], profiles)
            yield from ((facet, *told) for told in values.tallied(facet, counts))


def _of_few(
    values: Sets, part: _Part, facets: Sequence[str], day: int
) -> Iterator[tuple[str, str, int]]:
    """Set by set, of which few listings have few."""
    segment, places = part
    for facet in facets:
        name = SET_OF_FACET[facet]
        for number, count in Counter(segment.said.sets(name, places).tolist()).items():
            for value in facet_values(facet, values.said(name, number), day):
                yield facet, value, count


def _of_sets(part: _Part, name: str, profiles: Numbers) -> Numbers:
    """How many of the listings say each of one of SETS."""
    segment, places = part
    if segment.said.tell(name):
        return np.bincount(segment.said.told(name), profiles).astype(np.int64)
    return np.bincount(segment.said.sets(name, places))


def _on_day(values: Sets, part: _Part, facet: str, day: int) -> Numbers:
    """How many of the listings have each profile, and of these each set of values of a facet."""
    (segment, places), kinds = part, 1 << len(_NAMES[facet])
    kept = segment.days.get(facet)
    if kept is None or kept[0] != day:
        both = segment.said.beside(_bits(values, segment, facet, day), kinds)
        kept = segment.days[facet] = (day, both)
    found = np.bincount(kept[1].take(places), minlength=segment.said.count * kinds)
    return found.reshape(-1, kinds)


def _of_bits(facet: str, counts: Sequence[int]) -> Iterator[tuple[str, int]]:
    for at, name in enumerate(_NAMES[facet]):
        yield name, sum(count for bits, count in enumerate(counts) if bits >> at & 1)


def _bits(values: Sets, segment: Segment, facet: str, day: int) -> Small:
    """The values that each listing has on a day, as bits."""
    name = SET_OF_FACET[facet]
    numbers = segment.said.sets(name, np.arange(segment.size))
    bits = np.zeros(int(numbers.max(initial=0)) + 1, np.uint8)
    for number in np.flatnonzero(np.bincount(numbers)).tolist():
        for value in facet_values(facet, values.said(name, number), day):
            bits[number] |= 1 << _NAMES[facet].index(value)
    return bits[numbers]
