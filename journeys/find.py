"""The way of a question: place, query, hits, listings, and an answer that is never a dead end.

Nothing finer than the district of the searcher's postcode leaves this module.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from journeys.finding.answer import Answer, Whereabouts
from journeys.finding.crisis import CrisisWords, shipped_crisis_words
from journeys.finding.cursor import Position, read_cursor, write_cursor
from journeys.finding.listing import Listing
from journeys.finding.loosening import beyond, loosenings
from journeys.finding.place import Gazetteer, Searcher, locate
from journeys.finding.query import query, settled, wide
from journeys.finding.question import Question
from journeys.finding.reading import Beforehand
from journeys.finding.showing import Shown
from journeys.finding.told import TAKEN, with_place_told
from journeys.stored import Documents, StoredDocument
from runtime.clock import Clock
from search.answers import Page
from search.index import SearchIndex
from search.query import DEEPEST_OFFSET, Query

NOTHING = Page((), 0)


def find(
    question: Question,
    index: SearchIndex,
    documents: Documents,
    gazetteer: Gazetteer,
    clock: Clock,
    crisis: CrisisWords | None = None,
) -> Answer:
    """The answer to a question.

    Raises a kind of `QuestionRefused`, or SearchUnavailable when the index cannot answer.
    """
    with index.one_answer() as stood_in:
        answer = _find(question, index, documents, gazetteer, clock, crisis)
        return replace(answer, degraded=stood_in())


def _find(
    question: Question,
    index: SearchIndex,
    documents: Documents,
    gazetteer: Gazetteer,
    clock: Clock,
    crisis: CrisisWords | None,
) -> Answer:
    urgent_help = (crisis or shipped_crisis_words()).help_for(question.words)
    question = with_place_told(question, gazetteer)
    searcher = locate(question, gazetteer)
    if isinstance(searcher, tuple):
        return Answer(urgent_help=urgent_help, choices=searcher)
    question = settled(question, searcher)
    generation = index.position()
    start = Position(generation, 0)
    if question.cursor:
        start = read_cursor(question.cursor, question, searcher)
    asked = query(question, searcher, clock.now(), start.offset)
    with Beforehand(documents) as reading:
        pages = _search(asked, index, reading)
        stored = _published(reading, pages)
    listings = {id_: Listing(one.body) for id_, one in stored.items()}
    here = Position(generation, start.offset, pages.local.degraded)
    shown = Shown(listings, searcher, question.within_m or 0)
    return Answer(
        urgent_help=urgent_help,
        place=_whereabouts(searcher, question) if searcher else None,
        within_m=question.within_m,
        sort=asked.sort,
        local=shown.near(pages.local),
        wide=shown.wide(pages.wide),
        nearest_beyond=shown.near(pages.beyond),
        facets=pages.local.facets,
        facets_are_exact=pages.local.facets_are_exact,
        corrected=pages.local.corrected if pages.local.total else {},
        all_words=pages.local.all_words,
        lacking=pages.local.lacking,
        loosen=() if pages.local.total else loosenings(question, asked, searcher, index),
        cursor=_next(question, searcher, here, pages.local),
        moved=bool(question.cursor) and here != start,
        valid_until=min(
            (one.valid_until for one in stored.values() if one.valid_until), default=None
        ),
    )


def _whereabouts(searcher: Searcher, question: Question) -> Whereabouts:
    place = searcher.whereabouts()
    said = (TAKEN if question.place_told else None, place.note)
    return replace(place, note=" ".join(filter(None, said)) or None)


class _Pages(NamedTuple):
    local: Page
    wide: Page
    beyond: Page


def _search(asked: Query, index: SearchIndex, reading: Beforehand) -> _Pages:
    """Listings near the searcher; beside them, on the first page, those that need no place.

    Where nothing but those is asked for, they stand alone.

    Both are asked at once, so that the second costs the searcher little waiting; documents of
    the first are read meanwhile.
    """
    if asked.lat is None or asked.reach == "wide":
        (alone,) = index.search_many((asked,), reading.expect)
        return _Pages(alone, NOTHING, NOTHING)
    beside = () if asked.offset else (wide(asked, forgiving=False),)
    local, *others = index.search_many((asked, *beside), reading.expect)
    nearest = NOTHING if local.total else _further(beyond(asked), index, reading)
    if not others:
        return _Pages(local, NOTHING, nearest)
    (found,) = others
    if not found.total and not (local.total and local.all_words):
        found = _further(wide(asked, forgiving=True), index, reading)
    return _Pages(local, found, nearest)


def _further(asked: Query, index: SearchIndex, reading: Beforehand) -> Page:
    """Another question, once nothing is awaited: the database may have to answer it."""
    reading.take()
    return index.search(asked)


def _published(reading: Beforehand, pages: _Pages) -> Mapping[str, StoredDocument]:
    """The documents of all hits; what was withdrawn since it was indexed is not among them."""
    ids = dict.fromkeys(hit.id for page in pages for hit in page.hits)
    stored = reading.documents(ids)
    return {id_: stored[id_] for id_ in ids if id_ in stored and stored[id_].state == "published"}


def _next(question: Question, searcher: Searcher | None, at: Position, page: Page) -> str | None:
    offset = at.offset + len(page.hits)
    if not page.hits or offset >= page.total or offset > DEEPEST_OFFSET:
        return None
    return write_cursor(question, searcher, replace(at, offset=offset))
