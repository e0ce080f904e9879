"""Answering one question from one state of the index."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from search.index import Page, Query
from search.language import Reading
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import all_of, wanted
from search.meilisearch.circle import Circle, read, whole
from search.meilisearch.counting import Counts, count
from search.meilisearch.crowded import crowded
from search.meilisearch.facets import Tally, less
from search.meilisearch.fetching import every, first, some_of, without
from search.meilisearch.found import NOTHING, Found, Placed, Ranked
from search.meilisearch.held import Some
from search.meilisearch.nearest import nearest
from search.meilisearch.page import page_of
from search.meilisearch.scoring import Scorer
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.wording import Attempt, attempts

_OF_EACH_CLASS = 40
"""Among so many of each class the best are ranked; further ones follow by id."""


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
        circle = Circle(self.asker, query, all_of(clauses), Scorer(attempt), worded, attempt.most)
        if query.lat is None or query.reach == "wide":
            return self._anywhere(circle)
        if query.within_m is not None:
            return _within(circle, query.within_m)
        return self._nearest(circle) if query.sort == "distance" else self._anywhere(circle)

    def _nearest(self, circle: Circle) -> Found:
        counted = self._counting(circle)
        (total,) = circle.asker.counts([circle.clause])
        rows = []
        if total and self.query.limit:
            rows = nearest(circle, None, total).page(self.query.offset, circle.end)
        return Found(rows, *counted())

    def _counting(self, circle: Circle) -> Callable[[], tuple[int, Counts]]:
        """The total and the facets of all, counted beside what else is asked."""
        tally = Tally(circle.clause, self.query.facets, self.query.now)
        if not self.query.facets:
            return lambda: tally.read(circle.asker.ask(tally.questions))
        asked = self.beside.submit(circle.asker.ask, tally.questions)
        return lambda: tally.read(asked.result())

    def _anywhere(self, circle: Circle) -> Found:
        """Without regard to distance; "wide" leaves out what the circle holds."""
        if circle.worded and circle.most is not None and circle.most <= shape.MOST_FACTS:
            return self._few(circle)
        counted = self._counting(circle)
        near, exact = self._near(circle)
        clause = without(circle.clause, near.ids()) if near is not None else circle.clause
        rows = self._first_of(circle, clause) if self.query.limit else []
        total, facets = counted()
        if near is not None and len(near.rows):
            total -= len(near.rows)
            facets = less(facets, count(near, self.query.facets, self.query.now))
        return Found(rows, total, facets, exact)

    def _few(self, circle: Circle) -> Found:
        """All of few listings are read, ranked and counted here."""
        query, asker = self.query, circle.asker
        some = asker.listings_in(asker.ask([every(circle.clause)]))
        if query.reach == "wide" and query.within_m is not None:
            some = some.at(np.flatnonzero(some.nearest_m(circle.lat, circle.lon) > query.within_m))
        rows = self._best(circle, some).page(query.offset, circle.end)
        facets = count(some, query.facets, query.now)
        return Found(rows if query.limit else [], len(some.rows), facets)

    def _best(self, circle: Circle, some: Some) -> Ranked:
        """By score, ties by id; how far they are is told and has no say."""
        nowhere = np.full(len(some.rows), np.inf)
        scored = Ranked(some, circle.scorer.scores(some), nowhere).best_first()
        return scored.measured(self.query.lat, self.query.lon)

    def _listed(self, circle: Circle, clause: str, limit: int, offset: int) -> list[Placed]:
        """The first of a filter in the order of ids."""
        asker = circle.asker
        some = asker.listings_in(asker.ask([first(clause, limit, offset)]))
        nowhere, unranked = np.full(len(some.rows), np.inf), np.zeros(len(some.rows))
        found = Ranked(some, unranked, nowhere)
        return found.measured(self.query.lat, self.query.lon).page(0, limit)

    def _near(self, circle: Circle) -> tuple[Some | None, bool]:
        """What the circle holds and "wide" therefore leaves out; whether that is all of it."""
        query = self.query
        if query.reach != "wide" or query.within_m is None:
            return None, True
        _, some = whole(circle, query.within_m)
        return (None, False) if some is None else (circle.placed(some, query.within_m).some, True)

    def _first_of(self, circle: Circle, clause: str) -> list[Placed]:
        """Ranked among the likeliest of each class, then all others in the order of ids."""
        query, asker = self.query, circle.asker
        if not circle.worded:
            return self._listed(circle, clause, query.limit, query.offset)
        classes = [clause, *(f"({clause}) AND ({one})" for one in circle.scorer.classes())]
        answers = asker.ask([some_of(one, _OF_EACH_CLASS) for one in classes])
        pool = self._best(circle, asker.listings_in(answers))
        found_all = len(pool) >= answers[0]["estimatedTotalHits"]
        if circle.end <= len(pool) or found_all:
            return pool.page(query.offset, circle.end)
        start = max(query.offset - len(pool), 0)
        beyond = without(clause, pool.some.ids())
        rest = self._listed(circle, beyond, circle.end - len(pool) - start, start)
        return [*pool.page(query.offset, circle.end), *rest]


def _within(circle: Circle, within_m: float) -> Found:
    held, some = whole(circle, within_m)
    if not held:
        return NOTHING
    return crowded(circle, within_m, held) if some is None else read(circle, within_m, some)
