"""Finding without regard to distance: all of few, or the likeliest of many and their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.facts.found import Found, Placed
from search.facts.some import Some
from search.filtering import today
from search.meilisearch import shape
from search.meilisearch.asker import Question
from search.meilisearch.circle import Circle, whole
from search.meilisearch.counting import count
from search.meilisearch.facets import Tally
from search.meilisearch.fetching import every, first, some_of, without
from search.meilisearch.guessing import probably_few
from search.meilisearch.ranked import Ranked
from search.meilisearch.state import Answer
from search.tallies import Counts, less

_OF_EACH_CLASS = 30
"""Among so many of each class the best are ranked; further ones follow by id."""


@dataclass(frozen=True, slots=True)
class Anywhere:
    """What fulfils the circle's clause."""

    circle: Circle

    def find(self) -> Found:
        """Without regard to distance; "wide" leaves out what the circle holds.

        All are read where they seem to be few, unless the answer tells that they are too many: what
        was learnt of words may be of an earlier state.
        """
        if self._known_as_few() or probably_few(self.circle):
            (answer,) = self.circle.asker.ask([every(self.circle.clause)])
            held = answer["estimatedTotalHits"]
            if held <= shape.MOST_FACTS:
                return self._few(answer)
            if self.circle.lasting and self.circle.asker.steady:
                self.circle.asker.known.counted[self.circle.clause,] = held, {}
        return self._many()

    def _known_as_few(self) -> bool:
        most = self.circle.most
        return most is not None and most <= shape.MOST_FACTS

    def _many(self) -> Found:
        """The best of the likeliest, which are asked for at the moment at which all are counted."""
        near, exact = self._near()
        gone = near.ids() if near is not None else ()
        remembered = self.remembered()
        if not remembered:
            self.circle.asker.foresee(self.tally().questions)
        rows = self._first_of(gone) if self.circle.query.limit else []
        total, facets = remembered or self.counted()
        if near is not None and gone:
            total -= len(gone)
            facets = less(facets, count(near, self.circle.query.facets, self.circle.query.now))
        return Found(rows, total, facets, exact)

    def _few(self, answer: Answer) -> Found:
        """All of few listings are read, ranked and counted here."""
        query = self.circle.query
        some = self.circle.asker.listings_in([answer])
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
        """What will be asked if the words are as they should be."""
        circle = self.circle
        if probably_few(circle):
            return [every(circle.clause)]
        worded = circle.worded and circle.query.limit
        told = self._likeliest(circle.clause, circle.filters) if worded else []
        return [*told, *self.tally().questions]

    def _likeliest(self, clause: str, filters: str) -> list[Question]:
        """The questions for some of all, and for some of each class that may score best."""
        classes = [clause, *self.circle.scorer.classes(clause, filters)]
        return [some_of(one, _OF_EACH_CLASS) for one in classes]

    def _first_of(self, gone: Sequence[str]) -> list[Placed]:
        """Ranked among the likeliest of each class, then all others in the order of ids."""
        query, asker = self.circle.query, self.circle.asker
        clause, filters = without(self.circle.clause, gone), without(self.circle.filters, gone)
        if not self.circle.worded:
            return self._listed(clause, query.limit, query.offset)
        answers = asker.ask(self._likeliest(clause, filters))
        pool = self._best(asker.listings_in(answers))
        found_all = len(pool) >= answers[0]["estimatedTotalHits"]
        if self.circle.end <= len(pool) or found_all:
            return pool.page(query.offset, self.circle.end)
        start = max(query.offset - len(pool), 0)
        beyond = without(clause, pool.some.ids())
        rest = self._listed(beyond, self.circle.end - len(pool) - start, start)
        return [*pool.page(query.offset, self.circle.end), *rest]

    def tally(self) -> Tally:
        """What counts all."""
        query = self.circle.query
        return Tally(self.circle.clause, query.facets, query.now)

    def remembered(self) -> tuple[int, Counts] | None:
        """The total and the facets of all, if they were counted in this state of the index.

        They are made use of only where more is asked, as the state is looked at then.
        """
        found = self.circle.asker.known.counted.get(self._counted_as())
        return found if found is not None and found[0] and self.circle.query.limit else None

    def counted(self) -> tuple[int, Counts]:
        """The total and the facets of all, asked unless that was foreseen."""
        asker, tally = self.circle.asker, self.tally()
        found = tally.read(asker.ask(tally.questions))
        if self.circle.lasting and asker.steady:
            asker.known.counted[self._counted_as()] = found
        return found

    def _counted_as(self) -> tuple[Any, ...]:
        query = self.circle.query
        return self.circle.clause, query.facets, today(query.now)
