"""Searches and completions out of the database: slower and plainer than those of an index.

Everything of a question is answered exactly but its facets and the order of relevance.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

import structlog

from directory.catalogue.asking import Wanted
from directory.catalogue.sought import Choice, Sighted, Sought
from journeys.catalogued import Catalogue
from journeys.finding.allowance import Allowance
from runtime.clock import LONDON
from runtime.reads_within import TooSlow
from search.answers import Hit, Page, Suggestion
from search.documents import TIERS
from search.hours import DAYS
from search.language import Language, Word
from search.query import Query
from search.suggesting import suggestions
from search.tokens import words

T = TypeVar("T")
_log = structlog.get_logger()
_UNANSWERED = Page((), 0, total_is_exact=False, facets_are_exact=False, degraded=True)


class Reserve:
    """Searches and completions out of the catalogue.

    All of one answer have one limit; after a question that was too slow nothing more is asked.
    """

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._catalogue = catalogue
        self._language = language
        self._allowance = Allowance()

    def one_answer(self) -> AbstractContextManager[Callable[[], bool]]:
        """Around all questions of one answer; gives what tells whether any was asked here."""
        return self._allowance.one_answer()

    def search(self, query: Query) -> Page:
        """What answers `query`; nothing, of a total that is not exact, when time runs out."""
        sought = _sought(query, self._language)
        found = self._within(lambda left_s: self._catalogue.search(sought, left_s))
        return _page(found) if found else _UNANSWERED

    def suggest(self, letters: str, limit: int) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; no names when time runs out."""

        def services(begun: str, most: int) -> Sequence[tuple[str, str]]:
            name = " ".join(words(begun))
            return self._within(lambda left_s: self._catalogue.begun(name, most, left_s)) or ()

        return suggestions(letters, limit, services)

    def position(self) -> int:
        return self._catalogue.position()

    def _within(self, asked: Callable[[float], T]) -> T | None:
        """What the database says in what is left of the time, if it does."""
        left_s = self._allowance.left_s()
        try:
            return asked(left_s) if left_s else None
        except TooSlow as slow:
            self._allowance.use_up()
            _log.warning("the database was too slow for a search", reason=str(slow))
            return None


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
