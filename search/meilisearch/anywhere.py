"""Finding without regard to distance: all of few, or the likeliest of many and their number."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from search.filtering import today
from search.meilisearch import shape
from search.meilisearch.asker import Question
from search.meilisearch.circle import Circle, whole
from search.meilisearch.counting import count
from search.meilisearch.facets import Tally
from search.meilisearch.fetching import every, first, some_of, without
from search.meilisearch.found import Found, Placed, Ranked
from search.meilisearch.held import Some
from search.tallies import Counts, less

_OF_EACH_CLASS = 30
"""Among so many of each class the best are ranked; further ones follow by id."""


@dataclass(frozen=True, slots=True)
class Anywhere:
    """What fulfils the circle's clause; `beside` counts facets while the best are looked for."""

    circle: Circle
    beside: Executor

    def find(self) -> Found:
        """Without regard to distance; "wide" leaves out what the circle holds."""
        most = self.circle.most
        if most is not None and most <= shape.MOST_FACTS:
            return self._few()
        counted, _ = self.counting()
        near, exact = self._near()
        clause = without(self.circle.clause, near.ids()) if near is not None else self.circle.clause
        rows = self._first_of(clause) if self.circle.query.limit else []
        total, facets = counted()
        if near is not None and len(near.rows):
            total -= len(near.rows)
            facets = less(facets, count(near, self.circle.query.facets, self.circle.query.now))
        return Found(rows, total, facets, exact)

    def _few(self) -> Found:
        """All of few listings are read, ranked and counted here."""
        query, asker = self.circle.query, self.circle.asker
        some = asker.listings_in(asker.ask([every(self.circle.clause)]))
        if query.reach == "wide" and query.within_m is not None:
            distances = some.nearest_m(self.circle.lat, self.circle.lon)
            some = some.at(np.flatnonzero(distances > query.within_m))
        rows = self._best(some).page(query.offset, self.circle.end)
        facets = count(some, query.facets, query.now)
        return Found(rows if query.limit else [], len(some.rows), facets)

    def _best(self, some: Some) -> Ranked:
        """By score, ties by id; how far they are is told and has no say."""
        nowhere = np.full(len(some.rows), np.inf)
        scored = Ranked(some, self.circle.scorer.scores(some), nowhere).best_first()
        return scored.measured(self.circle.query.lat, self.circle.query.lon)

    def _listed(self, clause: str, limit: int, offset: int) -> list[Placed]:
        """The first of a filter in the order of ids."""
        asker = self.circle.asker
        some = asker.listings_in(asker.ask([first(clause, limit, offset)]))
        nowhere, unranked = np.full(len(some.rows), np.inf), np.zeros(len(some.rows))
        found = Ranked(some, unranked, nowhere)
        return found.measured(self.circle.query.lat, self.circle.query.lon).page(0, limit)

    def _near(self) -> tuple[Some | None, bool]:
        """What the circle holds and "wide" therefore leaves out; whether that is all of it."""
        query = self.circle.query
        if query.reach != "wide" or query.within_m is None:
            return None, True
        _, some = whole(self.circle, query.within_m)
        if some is None:
            return None, False
        return self.circle.placed(some, query.within_m).some, True

    def foreseen(self) -> list[Question]:
        """What will be asked where many are found."""
        worded = self.circle.worded and self.circle.query.limit
        told = self._likeliest(self.circle.clause) if worded else []
        return [*told, *(() if self.circle.query.facets else self._tally().questions)]

    def _likeliest(self, clause: str) -> list[Question]:
        """The questions for some of all, and for some of each class that may score best."""
        classes = [clause, *(f"({clause}) AND ({one})" for one in self.circle.scorer.classes())]
        return [some_of(one, _OF_EACH_CLASS) for one in classes]

    def _tally(self) -> Tally:
        query = self.circle.query
        return Tally(self.circle.clause, query.facets, query.now)

    def _first_of(self, clause: str) -> list[Placed]:
        """Ranked among the likeliest of each class, then all others in the order of ids."""
        query, asker = self.circle.query, self.circle.asker
        if not self.circle.worded:
            return self._listed(clause, query.limit, query.offset)
        answers = asker.ask(self._likeliest(clause))
        pool = self._best(asker.listings_in(answers))
        found_all = len(pool) >= answers[0]["estimatedTotalHits"]
        if self.circle.end <= len(pool) or found_all:
            return pool.page(query.offset, self.circle.end)
        start = max(query.offset - len(pool), 0)
        beyond = without(clause, pool.some.ids())
        rest = self._listed(beyond, self.circle.end - len(pool) - start, start)
        return [*pool.page(query.offset, self.circle.end), *rest]

    def counting(self) -> tuple[Callable[[], tuple[int, Counts]], bool]:
        """The total and the facets of all, counted beside what else is asked; and whether they were
        remembered, which is made use of only where more is asked, as the state is looked at then.
        """
        query, known = self.circle.query, self.circle.asker.known
        asked = (self.circle.clause, query.facets, today(query.now))
        remembered = known.counted.get(asked)
        if remembered is not None and remembered[0] and query.limit:
            return lambda: remembered, True
        if not query.facets:
            self.circle.asker.foresee(self._tally().questions)
        begun = self.beside.submit(self._counted) if query.facets else None

        def counted() -> tuple[int, Counts]:
            found = begun.result() if begun else self._counted()
            if self.circle.lasting and self.circle.asker.steady:
                known.counted[asked] = found
            return found

        return counted, False

    def _counted(self) -> tuple[int, Counts]:
        tally = self._tally()
        return tally.read(self.circle.asker.ask(tally.questions))
