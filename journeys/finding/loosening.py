"""Nothing found: which filter stood in the way, how far one would have to go, what is nearest."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from journeys.finding.answer import Loosening
from journeys.finding.place import Searcher
from journeys.finding.query import query
from journeys.finding.question import WIDEST_M, Filters, Question
from places.geometry import RINGS_M
from search.index import SearchIndex
from search.query import Query

NEAREST_SHOWN = 3


def beyond(asked: Query) -> Query:
    """The question for what is nearest, however far."""
    return replace(asked, within_m=None, sort="distance", limit=NEAREST_SHOWN, offset=0, facets=())


def loosenings(
    question: Question, asked: Query, searcher: Searcher | None, index: SearchIndex
) -> tuple[Loosening, ...]:
    """What to drop, most found first, then how far to go; each with what it would find."""

    def count(loosened: Question) -> int:
        counted = replace(loosened, facets=(), limit=0)
        return index.search(query(counted, searcher, asked.now, offset=0)).total

    dropped = [Loosening(count(loosened), drop=drop) for loosened, drop in _drops(question)]
    helpful = sorted((one for one in dropped if one.total), key=lambda one: -one.total)
    wider = (Loosening(count(loosened), within_m=m) for loosened, m in _wider(question))
    widened = next((one for one in wider if one.total), None)
    return (*helpful, widened) if widened else tuple(helpful)


def _drops(question: Question) -> Iterator[tuple[Question, tuple[str, ...]]]:
    in_use = question.filters.in_use()
    for name in in_use:
        yield replace(question, filters=_without(question.filters, name)), (name,)
    if len(in_use) > 1:
        yield replace(question, filters=Filters()), in_use
    if question.words and (in_use or question.has_place):
        yield replace(question, words=""), ("words",)


def _without(filters: Filters, name: str) -> Filters:
    unset: dict[str, Any] = {field.name: field.default for field in fields(filters)}
    return replace(filters, **{name: unset[name]})


def _wider(question: Question) -> Iterator[tuple[Question, int]]:
    """The question in each ring beyond the circle that was asked for."""
    if question.within_m is None or question.reach == "wide":
        return
    for within_m in (*(ring for ring in RINGS_M if ring < WIDEST_M), WIDEST_M):
        if within_m > question.within_m:
            yield replace(question, within_m=within_m), within_m
