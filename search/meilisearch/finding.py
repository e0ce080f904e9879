"""Answering one question from one state of the index."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from search.answers import Page
from search.facts.fact import LONGEST_WORD
from search.facts.found import NOTHING, Found, Placed
from search.facts.page import page_of
from search.facts.why import Answered, Why
from search.forgiving import FEW_LETTERS, RARE
from search.language import Reading
from search.meilisearch.anywhere import Anywhere
from search.meilisearch.asker import Asker
from search.meilisearch.asking import all_of, wanted
from search.meilisearch.circle import Circle, asked_first, read, whole
from search.meilisearch.crowded import crowded
from search.meilisearch.guessing import roughly_most
from search.meilisearch.nearest import nearest
from search.meilisearch.scoring import Scorer
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.wording import Attempt, at_first, attempts, stems_of
from search.query import Query

_PARTS_SAYING_IT = 3


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks for one question."""

    asker: Asker
    query: Query

    def find(self, reading: Reading) -> Page:
        """The listings that answer, by the first way of looking that finds any."""
        page = Page((), 0, facets=dict.fromkeys(self.query.facets, ()))
        vocabulary = Vocabulary(self.asker)
        if reading.words and not vocabulary.knows(stems_of(reading)):
            self._foresee(vocabulary, reading)
        for attempt in attempts(vocabulary, reading):
            found = self._found(attempt)
            page = page_of(self.query, attempt, found, self._why(attempt, found))
            if found.total or not self.query.forgiving:
                break
        return page

    def _why(self, attempt: Attempt, found: Found) -> Mapping[str, Answered]:
        """What answers, of those found that have not gone meanwhile."""
        if not (attempt.asked and found.rows):
            return {}
        some = self.asker.known_by([row.finger for row in found.rows])
        fingers = [some.table.fingers[row] for row in some.rows.tolist()]
        return Why(some.table, attempt.asked, some.begun).of(fingers)

    def _foresee(self, vocabulary: Vocabulary, reading: Reading) -> None:
        """What will be asked if the words are as they should be goes along with what tells that.

        Where the last word is probably begun, or one misspelt, what tells words like it does.
        """
        share = self.asker.held.table.share
        last, query = reading.words[-1], self.query
        rare = RARE * share(last.stem) < _PARTS_SAYING_IT
        if reading.unfinished and rare and len(last.text) >= FEW_LETTERS:
            vocabulary.foresee_completions(last.text[:LONGEST_WORD])
        most = roughly_most(self.asker, reading.words)
        circle = self._circle(replace(at_first(reading), most=most))
        if most == 0:
            unheard = (word.text for word in reading.words if not share(word.stem))
            vocabulary.foresee_near(unheard)
        elif query.lat is None or query.reach == "wide":
            self.asker.foresee(Anywhere(circle).foreseen())
        elif query.within_m is not None:
            self.asker.foresee(asked_first(circle, query.within_m))

    def _found(self, attempt: Attempt) -> Found:
        query, circle = self.query, self._circle(attempt)
        if query.lat is None or query.reach == "wide":
            return Anywhere(circle).find()
        if query.within_m is not None:
            return _within(circle, query.within_m)
        if query.sort == "distance":
            return self._nearest(circle)
        return Anywhere(circle).find()

    def _circle(self, attempt: Attempt) -> Circle:
        query = self.query
        filters = wanted(query)
        clauses = [*([attempt.matching] if attempt.matching else ()), *filters]
        worded = attempt.matching is not None
        lasting = not query.areas and all(one.word.text.isalpha() for one in attempt.asked)
        return Circle(
            self.asker,
            query,
            all_of(clauses),
            all_of(filters),
            Scorer(attempt),
            worded,
            attempt.most,
            lasting,
        )

    def _nearest(self, circle: Circle) -> Found:
        anywhere, rows = Anywhere(circle), list[Placed]()
        remembered = anywhere.remembered()
        total = remembered[0] if remembered else circle.asker.counts([circle.clause])[0]
        if total and self.query.limit:
            circle.asker.foresee(() if remembered else anywhere.tally().questions)
            rows = nearest(circle, None, total).page(self.query.offset, circle.end)
        return Found(rows, *(remembered or anywhere.counted()))


def _within(circle: Circle, within_m: float) -> Found:
    held, some = whole(circle, within_m)
    if not held:
        return NOTHING
    return crowded(circle, within_m, held) if some is None else read(circle, within_m, some)
