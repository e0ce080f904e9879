"""Which listings fulfil a question's filters, and which lie around its point."""

from collections.abc import Iterable, Iterator

import numpy as np

from places.geometry import box, distances_m
from search.filtering import Range, flags_wanted, ranges_wanted, values_wanted
from search.index import Query
from search.meilisearch.columns import Numbers
from search.meilisearch.marks import UNSAID, mark_of
from search.meilisearch.table import Floats
from search.meilisearch.whole.around import nearest_of_each
from search.meilisearch.whole.segment import Segment
from search.meilisearch.whole.state import Truths, Whole


def wanted(whole: Whole, query: Query) -> Truths:
    """Which places hold a listing that fulfils all but words and circle; not to be changed."""
    found = whole.current
    for group in _groups(query):
        found = found & marked(whole, group)
    for asked in ranges_wanted(query):
        found = found & ranged(whole, asked)
    return found


def _groups(query: Query) -> Iterator[Iterable[str]]:
    for field, values in values_wanted(query):
        yield [mark_of(field, value) for value in values]
    yield from flags_wanted(query)


def marked(whole: Whole, marks: Iterable[str]) -> Truths:
    """Which places have one of these marks."""
    told = (whole.table.marks.number(mark) for mark in marks)
    numbers = [number for number in told if number is not None]
    found = np.zeros(whole.size, np.uint8)
    for segment, into in whole.each(found):
        for number in numbers:
            if number < segment.kinds_of_marks:
                segment.marks.lay(number, into)
    return found.view(bool)


def ranged(whole: Whole, asked: Range) -> Truths:
    """Which places have a number in a range."""
    found = np.zeros(whole.size, bool)
    for segment, into in whole.each(found):
        into[:] = _in_range(segment, asked)
    return found


def _in_range(segment: Segment, asked: Range) -> Truths:
    limits = segment.limit(asked.field)
    found: Truths = limits > UNSAID
    if asked.lowest is not None:
        found &= limits >= asked.lowest
    if asked.highest is not None:
        found &= limits <= asked.highest
    return found


def around(
    whole: Whole, some: Truths, lat: float, lon: float, within_m: float
) -> tuple[Numbers, Floats]:
    """The places, in order, of some listings within so many metres, and how far each is."""
    found, holding = list[tuple[Numbers, Floats]](), box(lat, lon, within_m)
    for (segment, there), start in zip(whole.each(some), whole.starts, strict=False):
        places, lats, lons = segment.around.inside(holding, there)
        distances = distances_m(lat, lon, lats, lons)
        inside = np.flatnonzero(distances <= within_m)
        found.append(nearest_of_each(start + places[inside], distances[inside]))
    if len(found) == 1:
        return found[0]
    return np.concatenate([one for one, _ in found]), np.concatenate([far for _, far in found])
