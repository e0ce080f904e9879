"""A question as the index is asked it."""

from dataclasses import replace
from datetime import datetime

from journeys.finding.place import Searcher
from journeys.finding.question import FIVE_MILES_M, Question
from search.query import Query, Reach

WIDE_SHOWN, VISITING_SHOWN = 3, 2


def settled(question: Question, searcher: Searcher | None) -> Question:
    """The question with what it left open: how far, and in which order."""
    within_m = question.within_m or (FIVE_MILES_M if searcher else None)
    sort = question.sort or ("distance" if searcher and not question.words else "relevance")
    if question.reach == "wide":
        sort = "relevance"
    return replace(question, within_m=within_m, sort=sort)


def query(question: Question, searcher: Searcher | None, now: datetime, offset: int) -> Query:
    """What the index is asked for listings near the searcher, or for all without a place."""
    filters = question.filters
    return Query(
        now=now,
        words=question.words,
        lat=searcher.lat if searcher else None,
        lon=searcher.lon if searcher else None,
        within_m=question.within_m if searcher else None,
        sort=question.sort or "relevance",
        reach=_reach(question, searcher),
        limit=question.limit,
        offset=offset,
        categories=filters.categories,
        needs=filters.needs,
        age=filters.age,
        day=filters.day,
        time=filters.time_min,
        evening=filters.evening,
        weekend=filters.weekend,
        access_modes=filters.access_modes,
        joining=filters.joining,
        taking_referrals=filters.taking_referrals,
        gender_only=filters.gender_only,
        free=filters.free,
        personal_budget=filters.personal_budget,
        languages=filters.languages,
        accessibility=filters.accessibility,
        tier=filters.tier,
        checked_since=filters.checked_since,
        sources=filters.sources,
        serves=filters.serves,
        areas=searcher.areas if searcher else (),
        facets=question.facets,
    )


def _reach(question: Question, searcher: Searcher | None) -> Reach:
    if question.reach == "wide":
        return "wide"
    return "local" if searcher else "all"


def wide(local: Query, *, forgiving: bool) -> Query:
    """The same question to services that need no place: nationwide, online, by telephone.

    It is asked without the circle, which costs half as much; those with a place in the circle are
    left out when the documents are at hand. Unless `forgiving`, what has but some of the words is
    not asked for: it would stand beside listings that have all.
    """
    return replace(
        local,
        lat=None,
        lon=None,
        within_m=None,
        reach="wide",
        sort="relevance",
        limit=2 * (WIDE_SHOWN + VISITING_SHOWN),
        offset=0,
        facets=(),
        forgiving=forgiving,
    )
