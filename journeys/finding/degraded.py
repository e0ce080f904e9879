"""What finds in the index's place while it is away: the database."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import structlog

from journeys.catalogued import Catalogue
from journeys.finding.allowance import Allowance
from journeys.finding.reserve import Reserve
from search.answers import Page, Suggestion
from search.documents import SearchDocument
from search.index import Expecting, Health, SearchIndex, nobody
from search.language import Language
from search.query import Query
from search.unavailable import SearchUnavailable

AWAY_S = 2.0
"""For how long an index that could not answer is not asked again."""

T = TypeVar("T")
_log = structlog.get_logger()


class WithReserve(SearchIndex):
    """The index, and the catalogue in its place whenever it cannot answer.

    What the catalogue answered is marked `degraded`. Of one answer it answers all further questions
    once it has answered any, or once the index has used up its time. Only where `may_wait` says
    that whoever asks may not wait for the database, an index that cannot answer is a
    SearchUnavailable.
    """

    def __init__(
        self,
        index: SearchIndex,
        catalogue: Catalogue,
        language: Language,
        may_wait: Callable[[], bool] = lambda: True,
    ) -> None:
        self._index = index
        self._may_wait = may_wait
        self._reserve = Reserve(catalogue, language)
        self._allowance = Allowance()
        self._away_until_s = 0.0
        self._is_away = False

    @property
    def is_at_hand(self) -> bool:
        return self._index.is_at_hand and not self._is_away

    @contextmanager
    def one_answer(self) -> Iterator[Callable[[], bool]]:
        with self._allowance.one_answer(), self._reserve.one_answer() as stood_in:
            yield stood_in

    def begin(self) -> None:
        self._index.begin()

    def search(self, query: Query) -> Page:
        return self._either(lambda: self._index.search(query), lambda: self._reserve.search(query))

    def search_many(self, queries: Sequence[Query], expecting: Expecting = nobody) -> list[Page]:
        return self._either(
            lambda: self._index.search_many(queries, expecting),
            lambda: [self._reserve.search(query) for query in queries],
        )

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        return self._either(
            lambda: self._index.suggest(letters, limit),
            lambda: self._reserve.suggest(letters, limit),
        )

    def position(self) -> int:
        return self._either(self._filled_position, self._reserve.position)

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        self._index.apply(upserts, deletes, position)

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        self._index.rebuild(documents, position)

    def health(self) -> Health:
        return self._index.health()

    def release(self) -> None:
        self._index.release()

    def close(self) -> None:
        self._index.close()

    def _filled_position(self) -> int:
        """The index's position; one that knows nothing, where there is something, is away."""
        position = self._index.position()
        if position == 0 and self._reserve.position() > 0:
            raise SearchUnavailable("The search index is empty; it is being built.")
        return position

    def _either(self, asked: Callable[[], T], otherwise: Callable[[], T]) -> T:
        if self._may_wait() and not self._is_asked():
            return otherwise()
        try:
            answer = asked()
        except SearchUnavailable as unavailable:
            self._is_away = True
            self._allowance.use_up()
            self._away_until_s = time.monotonic() + AWAY_S
            _log.warning("the database answers searches", reason=str(unavailable))
            if not self._may_wait():
                raise
            return otherwise()
        self._is_away = False
        return answer

    def _is_asked(self) -> bool:
        """Whether the index is asked next: it is not away, and has time left for this answer."""
        if time.monotonic() < self._away_until_s:
            self._allowance.use_up()
            return False
        return self._allowance.left_s() > 0
