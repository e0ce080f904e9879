"""Answering one question from all listings that are held."""

from collections.abc import Iterator, Sequence

import numpy as np

from search.asked import Asked
from search.forgiving import Way, ways
from search.index import Page, Query
from search.language import Reading
from search.meilisearch.found import Found
from search.meilisearch.held import Some
from search.meilisearch.page import page_of
from search.meilisearch.whole.evidence import evidence
from search.meilisearch.whole.looking import Looking
from search.meilisearch.whole.segment import Codes
from search.meilisearch.whole.selecting import wanted
from search.meilisearch.whole.state import Truths, Whole
from search.meilisearch.whole.words import Vocabulary
from search.meilisearch.whole.worth import Worth


class WholeFinder:
    """Answers from one state; nothing is asked of the engine."""

    def __init__(self, whole: Whole, query: Query) -> None:
        self._whole, self._query = whole, query
        self._vocabulary = Vocabulary(whole)
        self._filtered: Truths | None = None
        self._evidence: dict[Asked, Codes] = {}

    def find(self, reading: Reading) -> Page:
        """The listings that answer, by the first way of looking that finds any."""
        page = Page((), 0, facets=dict.fromkeys(self._query.facets, ()))
        for way in self._ways(reading):
            found = self._found(way)
            page = page_of(self._known_by, self._query, way, found)
            if found.total or not self._query.forgiving:
                break
        return page

    def _ways(self, reading: Reading) -> Iterator[Way]:
        """A way that no listing can answer is left out."""
        if not reading.words:
            yield Way()
            return
        for way in ways(self._vocabulary, reading):
            if sum(map(self._answerable, way.asked)) >= way.least:
                yield way

    def _answerable(self, one: Asked) -> bool:
        if one.word.instead or one.completed or one.nearly:
            return True
        return bool(self._vocabulary.frequency(one.word.stem))

    def _found(self, way: Way) -> Found:
        codes = [self._evidence_of(one) for one in way.asked]
        if self._filtered is None:
            self._filtered = wanted(self._whole, self._query)
        fulfilling = self._filtered
        if codes:
            fulfilling = fulfilling & _having(codes, way.least)
        worth = Worth(self._whole, way, codes) if codes else None
        return Looking(self._whole, self._query, fulfilling, worth).find()

    def _evidence_of(self, one: Asked) -> Codes:
        codes = self._evidence.get(one)
        if codes is None:
            codes = self._evidence[one] = evidence(self._whole, one)
        return codes

    def _known_by(self, fingers: Sequence[str]) -> Some:
        table = self._whole.table
        return Some(table, np.array([table.rows[one] for one in fingers], np.int64))


def _having(codes: Sequence[Codes], least: int) -> Truths:
    """Which places answer so many of the words."""
    if least == len(codes):
        found: Truths = codes[0] != 0
        for each in codes[1:]:
            found &= each != 0
        return found
    answered = np.zeros(len(codes[0]), np.uint8)
    for each in codes:
        answered += each != 0
    enough: Truths = answered >= least
    return enough
