"""Answering one question from one state of the index."""

from concurrent.futures import Executor
from dataclasses import dataclass

from search.forgiving import FEW_LETTERS, RARE
from search.index import Page, Query
from search.language import Reading
from search.meilisearch import shape
from search.meilisearch.anywhere import Anywhere
from search.meilisearch.asker import Asker
from search.meilisearch.asking import all_of, wanted
from search.meilisearch.circle import Circle, asked_first, read, whole
from search.meilisearch.crowded import crowded
from search.meilisearch.found import NOTHING, Found
from search.meilisearch.nearest import nearest
from search.meilisearch.page import page_of
from search.meilisearch.scoring import Scorer
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.wording import Attempt, at_first, attempts, stems_of

_PARTS_SAYING_IT = 3


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks for one question; `beside` counts facets while the best are looked for."""

    asker: Asker
    query: Query
    beside: Executor

    def find(self, reading: Reading) -> Page:
        """The listings that answer, by the first way of looking that finds any."""
        page = Page((), 0, facets=dict.fromkeys(self.query.facets, ()))
        vocabulary = Vocabulary(self.asker)
        if reading.words and not vocabulary.knows(stems_of(reading)):
            self._foresee(vocabulary, reading)
        for attempt in attempts(vocabulary, reading):
            found = self._found(attempt)
            page = page_of(self.asker, self.query, attempt, found)
            if found.total or not self.query.forgiving:
                break
        return page

    def _foresee(self, vocabulary: Vocabulary, reading: Reading) -> None:
        """What will be asked if the words are as they should be goes along with what tells that."""
        last, query = reading.words[-1], self.query
        rare = RARE * self.asker.held.table.share(last.stem) < _PARTS_SAYING_IT
        if reading.unfinished and rare and len(last.text) >= FEW_LETTERS:
            vocabulary.foresee_completions(last.text[: shape.LONGEST_WORD])
        circle = self._circle(at_first(reading))
        if query.lat is None or query.reach == "wide":
            self.asker.foresee(Anywhere(circle, self.beside).foreseen())
        elif query.within_m is not None:
            self.asker.foresee(asked_first(circle, query.within_m))

    def _found(self, attempt: Attempt) -> Found:
        query, circle = self.query, self._circle(attempt)
        if query.lat is None or query.reach == "wide":
            return Anywhere(circle, self.beside).find()
        if query.within_m is not None:
            return _within(circle, query.within_m)
        if query.sort == "distance":
            return self._nearest(circle)
        return Anywhere(circle, self.beside).find()

    def _circle(self, attempt: Attempt) -> Circle:
        query = self.query
        clauses = [*([attempt.matching] if attempt.matching else ()), *wanted(query)]
        worded = attempt.matching is not None
        lasting = not query.areas and all(one.word.text.isalpha() for one in attempt.asked)
        scorer, clause = Scorer(attempt), all_of(clauses)
        return Circle(self.asker, query, clause, scorer, worded, attempt.most, lasting)

    def _nearest(self, circle: Circle) -> Found:
        counted, remembered = Anywhere(circle, self.beside).counting()
        total = counted()[0] if remembered else circle.asker.counts([circle.clause])[0]
        rows = []
        if total and self.query.limit:
            rows = nearest(circle, None, total).page(self.query.offset, circle.end)
        return Found(rows, *counted())


def _within(circle: Circle, within_m: float) -> Found:
    held, some = whole(circle, within_m)
    if not held:
        return NOTHING
    return crowded(circle, within_m, held) if some is None else read(circle, within_m, some)
