"""Which listings fulfil a question's filters, and which lie around its point."""

from collections.abc import Iterable, Iterator

import numpy as np

from search.facts.marks import UNSAID, mark_of
from search.filtering import Range, flags_wanted, ranges_wanted, values_wanted
from search.flags import PLACED
from search.index import Query
from search.whole.segment import Segment
from search.whole.state import Truths, Whole


def wanted(whole: Whole, query: Query) -> Truths | None:
    """Which places hold a listing that fulfils all but words and circle; not to be changed.

    Without an answer every place does.
    """
    found = None if whole.listings == whole.size else whole.current
    for group in _groups(query):
        found = _both(found, marked(whole, group))
    for asked in ranges_wanted(query):
        found = _both(found, ranged(whole, asked))
    return found


def _both(found: Truths | None, more: Truths) -> Truths:
    return more if found is None else found & more


def _groups(query: Query) -> Iterator[Iterable[str]]:
    """What lies in a circle has a place."""
    for field, values in values_wanted(query):
        yield [mark_of(field, value) for value in values]
    circle = query.within_m is not None and query.reach != "wide"
    yield from (flags for flags in flags_wanted(query) if not (circle and flags == [PLACED]))


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
