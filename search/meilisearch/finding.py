"""Answering one question from one state of the index."""

from concurrent.futures import Executor
from dataclasses import dataclass

from search.filtering import today
from search.index import Page, Query
from search.language import Reading
from search.meilisearch.anywhere import Anywhere
from search.meilisearch.asker import Asker
from search.meilisearch.asking import all_of, wanted
from search.meilisearch.circle import Circle, read, whole
from search.meilisearch.crowded import crowded
from search.meilisearch.found import NOTHING, Found
from search.meilisearch.nearest import nearest
from search.meilisearch.page import page_of
from search.meilisearch.scoring import Scorer
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.wording import Attempt, attempts

_MOST_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks for one question; `beside` counts facets while the best are looked for."""

    asker: Asker
    query: Query
    beside: Executor

    def find(self, reading: Reading) -> Page:
        """The listings that answer, by the first way of looking that finds any."""
        page = Page((), 0, facets=dict.fromkeys(self.query.facets, ()))
        for attempt in attempts(Vocabulary(self.asker), reading):
            found = self._found(attempt)
            page = page_of(self.asker, self.query, attempt, found)
            if found.total or not self.query.forgiving:
                break
        return page

    def _found(self, attempt: Attempt) -> Found:
        query = self.query
        clauses = [*([attempt.matching] if attempt.matching else ()), *wanted(query)]
        worded = attempt.matching is not None
        lasting = not query.areas and all(one.word.text.isalpha() for one in attempt.asked)
        scorer, clause = Scorer(attempt), all_of(clauses)
        circle = Circle(self.asker, query, clause, scorer, worded, attempt.most, lasting)
        if query.lat is None:
            return self._remembered(circle)
        if query.reach == "wide":
            return Anywhere(circle, self.beside).find()
        if query.within_m is not None:
            return _within(circle, query.within_m)
        if query.sort == "distance":
            return self._nearest(circle)
        return Anywhere(circle, self.beside).find()

    def _remembered(self, circle: Circle) -> Found:
        """What was found before in this state of the index, or is found now; without a place.

        Words that hold a digit are not remembered: they may be of somebody's postcode.
        """
        query, known = self.query, self.asker.known
        asked = (circle.clause, query.facets, query.offset, query.limit, today(query.now))
        remembered = known.found.get(asked)
        if remembered is not None:
            self.asker.ask([])
            return remembered
        found = Anywhere(circle, self.beside).find()
        if self.asker.steady and circle.lasting:
            if len(known.found) >= _MOST_REMEMBERED:
                known.found.clear()
            known.found[asked] = found
        return found

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
