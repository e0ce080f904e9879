"""What finds in the index's place while it is away: the database, slower and plainer.

Everything of a question is answered exactly but its facets and the order of relevance.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog

from directory.catalogue.asking import Wanted
from directory.catalogue.sought import Choice, Sighted, Sought
from journeys.catalogued import Catalogue
from runtime.database import TooSlow
from search.answers import Hit, Page, Suggestion
from search.documents import TIERS, SearchDocument
from search.hours import DAYS
from search.index import Expecting, Health, SearchIndex, nobody
from search.language import Language, Word
from search.query import Query
from search.tokens import words
from search.unavailable import SearchUnavailable

AWAY_S = 2.0
"""For how long an index that could not answer is not asked again."""

LONDON = ZoneInfo("Europe/London")
T = TypeVar("T")
_log = structlog.get_logger()


class WithReserve(SearchIndex):
    """The index, and the catalogue in its place whenever it cannot answer.

    What the catalogue answered is marked `degraded`. Only where `may_wait` says that whoever asks
    may not wait for the database, an index that cannot answer is a SearchUnavailable.
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
        self._away_until_s = 0.0
        self._is_away = False

    @property
    def is_away(self) -> bool:
        """Whether the database answered what was asked last."""
        return self._is_away

    @property
    def is_at_hand(self) -> bool:
        return self._index.is_at_hand and not self._is_away

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
        if time.monotonic() < self._away_until_s and self._may_wait():
            return otherwise()
        try:
            answer = asked()
        except SearchUnavailable as unavailable:
            self._is_away = True
            self._away_until_s = time.monotonic() + AWAY_S
            _log.warning("the database answers searches", reason=str(unavailable))
            if not self._may_wait():
                raise
            return otherwise()
        self._is_away = False
        return answer


class Reserve:
    """Searches and completions out of the catalogue."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._catalogue = catalogue
        self._language = language

    def search(self, query: Query) -> Page:
        """What answers `query`; nothing, of a total that is not exact, when time runs out."""
        try:
            return _page(self._catalogue.search(_sought(query, self._language)))
        except TooSlow as slow:
            _log.warning("the database was too slow for a search", reason=str(slow))
            return Page((), 0, total_is_exact=False, facets_are_exact=False, degraded=True)

    def suggest(self, letters: str, limit: int) -> list[Suggestion]:
        """Names of services that begin so."""
        begun = " ".join(words(letters))
        found = self._catalogue.begun(begun, limit) if len(begun) > 1 else []
        return [Suggestion("service", name, id_) for id_, name in found]

    def position(self) -> int:
        return self._catalogue.position()


def _page(found: Sighted) -> Page:
    return Page(
        tuple(Hit(one.id, 0.0, one.distance_m) for one in found.sightings),
        found.total,
        facets_are_exact=False,
        all_words=found.lacking == 0,
        degraded=True,
    )


def _sought(query: Query, language: Language) -> Sought:
    read = language.read(query.words)
    tiers = TIERS[TIERS.index(query.tier) :] if query.tier else ()
    hours = (query.day, query.time, query.evening, query.weekend)
    return Sought(
        today=query.now.astimezone(LONDON).date().toordinal(),
        wanted=Wanted(marks=_marks(query), lat=query.lat, lon=query.lon, within_m=query.within_m),
        words=tuple(map(_choice, read.words)),
        prefix=read.unfinished,
        age=query.age,
        day=DAYS.index(query.day) if query.day else None,
        minute=query.time,
        timed=any(one is not None for one in hours),
        tiers=tiers,
        checked_since=query.checked_since.toordinal() if query.checked_since else None,
        serves=query.serves,
        areas=query.areas,
        reach=query.reach,
        nearest=query.sort == "distance",
        limit=query.limit,
        offset=query.offset,
        forgiving=query.forgiving,
    )


def _choice(word: Word) -> Choice:
    """The word's stem or what means the same; a phrase that is one word has no stem."""
    return word.instead if " " in word.stem else ((word.stem,), *word.instead)


def _marks(query: Query) -> tuple[tuple[str, ...], ...]:
    """The filters of a question as marks: alternatives within one, all of them together."""
    several = (
        ("category", query.categories),
        ("need", query.needs),
        ("mode", query.access_modes),
        ("joining", query.joining),
        ("language", query.languages),
        ("accessibility", query.accessibility),
        ("source", query.sources),
        ("gender", (query.gender_only,) if query.gender_only else ()),
    )
    flags = (
        ("referrals", query.taking_referrals),
        ("free", query.free),
        ("budget", query.personal_budget),
        ("evening", query.evening),
        ("weekend", query.weekend),
    )
    groups = [tuple(f"{kind}:{one}" for one in values) for kind, values in several if values]
    groups += [
        (f"{kind}:{'yes' if is_so else 'no'}",) for kind, is_so in flags if is_so is not None
    ]
    return tuple(groups)
