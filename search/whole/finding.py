"""Answering one question from all listings that are held."""

from collections.abc import Sequence

import numpy as np

from search.facts.columns import Numbers
from search.facts.found import Found
from search.facts.page import page_of
from search.facts.some import Some
from search.forgiving import Way
from search.index import Expecting, Page, Query, nobody
from search.language import Reading
from search.whole.fulfilling import Circle, Part, fulfilling, within, without
from search.whole.looking import Looking
from search.whole.segment import Answers, Segment
from search.whole.selecting import wanted
from search.whole.state import Whole
from search.whole.worded import Ways, Worded


class WholeFinder:
    """Answers from one state; nothing is asked of the engine."""

    def __init__(self, whole: Whole, query: Query, expecting: Expecting = nobody) -> None:
        self._whole, self._query, self._expecting = whole, query, expecting
        self._wanted = wanted(whole, query)
        self._circle = _circle(query)

    def find(self, reading: Reading) -> Page:
        """The listings that answer, by the first way of looking that finds any."""
        return self.answer(Worded(self._whole, Ways(self._whole, reading)))

    def answer(self, worded: Worded) -> Page:
        """The same of words that others may ask for too."""
        page = Page((), 0, facets=dict.fromkeys(self._query.facets, ()))
        for way in worded.ways.all():
            found = self._found(worded, way)
            page = page_of(self._known_by, self._query, way, found, self._begun)
            if found.total or not self._query.forgiving:
                break
        return page

    def _found(self, worded: Worded, way: Way) -> Found:
        told = [worded.answers(one) for one in way.asked]
        parts = [
            self._part(segment, start, [each[at] for each in told], way.least)
            for at, (segment, start) in enumerate(
                zip(self._whole.segments, self._whole.starts, strict=False)
            )
        ]
        worth = worded.ways.worth(way) if way.asked else None
        return Looking(self._whole, self._query, parts, worth, self._expecting).find()

    def _part(self, segment: Segment, start: int, answers: Sequence[Answers], least: int) -> Part:
        some = None if self._wanted is None else self._wanted[start : start + segment.size]
        circle = self._circle
        if circle is not None and self._query.reach != "wide":
            return within(segment, start, circle, some, answers, least)
        found = fulfilling(segment, start, some, answers, least)
        if circle is None:
            return found
        return without(found, within(segment, start, circle, some, (), 0))

    def _known_by(self, fingers: Sequence[str]) -> Some:
        table = self._whole.table
        return Some(table, np.array([table.rows[one] for one in fingers], np.int64))

    def _begun(self, _: Some, letters: tuple[str, ...]) -> Numbers:
        """The numbers of all words that begin in one of some ways."""
        lexicons = [segment.lexicon for segment in self._whole.segments]
        return np.concatenate(
            [one.numbers(*one.begun(some)) for one in lexicons for some in letters]
        )


def _circle(query: Query) -> Circle | None:
    if query.lat is None or query.lon is None or query.within_m is None:
        return None
    return Circle(query.lat, query.lon, query.within_m)
