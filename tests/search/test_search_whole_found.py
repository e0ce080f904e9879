"""What is answered from all listings that are held is what a look at every document finds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import numpy as np
import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from search.answers import Page
from search.documents import SearchDocument
from search.facts.columns import Numbers
from search.facts.fact import read_fingers
from search.facts.table import Table
from search.language import Language
from search.meilisearch import shape
from search.meilisearch.rows import row
from search.query import FACETS, MOST_HITS, Query, Reach, Sort
from search.whole import (
    classes,
    matching,
    ordering,
    postings,
    profiles,
    ranking,
    selecting,
    tallying,
)
from search.whole.finding import find
from search.whole.kept import Kept
from search.whole.state import Whole
from search.whole.worded import Ways
from tests.contract.brute_force import AREAS, documents, fits
from tests.contract.test_search_contract import check_counts, check_hits, queries
from tests.fixtures.search import NOW, SALE, document, id_of

MADE = {one.id: one for one in documents(seed=11, size=1_100)}.values()
KNOWN = [one for one in MADE if one.days or not one.open][:900]
"""What tells times tells their days."""

NEAR: dict[str, Any] = {"lat": SALE[0], "lon": SALE[1]}


def held(known: Sequence[SearchDocument]) -> Whole:
    table = Table()
    return Whole.of(table, added(table, known))


def added(table: Table, known: Sequence[SearchDocument]) -> Numbers:
    """The rows of documents, those that stood in the table before among them."""
    facts = read_fingers(orjson.loads(row(one, 1))[shape.FACT] for one in known)
    table.add(facts)
    return np.array([table.rows[finger] for finger, _ in facts], np.int64)


@pytest.fixture(scope="module")
def written_at_once() -> tuple[Whole, list[SearchDocument]]:
    return held(KNOWN), KNOWN


@pytest.fixture(scope="module")
def written_later() -> tuple[Whole, list[SearchDocument]]:
    """In several segments, with listings replaced and taken out, some of them twice."""
    whole, known = held(KNOWN[:400]), {one.id: one for one in KNOWN[:400]}
    for at in range(400, 900, 50):
        changed = [replace(one, points=(SALE,), name="zebu anew") for one in KNOWN[at - 30 : at]]
        coming = [*changed, *KNOWN[at : at + 50]]
        gone = [one.id for one in KNOWN[at - 400 : at - 380]]
        known |= {one.id: one for one in coming}
        known = {one: said for one, said in known.items() if one not in gone}
        rows = added(whole.table, coming).tolist()
        whole = whole.after(rows, gone)
    return whole, list(known.values())


def ask_whole(whole: Whole, language: Language, query: Query) -> Page:
    return find(whole, query, Ways(whole, language.read(query.words)))


def ask_anew(whole: Whole, language: Language, query: Query) -> Page:
    """The same, without what was kept of earlier questions."""
    for one in whole.segments:
        one.answers, one.matches = Kept(10**6), Kept(10**6)
    return ask_whole(whole, language, query)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(query=queries())
def test_every_question_is_answered_as_by_looking_at_all(
    written_at_once: tuple[Whole, list[SearchDocument]], language: Language, query: Query
) -> None:
    check(*written_at_once, language, query)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(query=queries())
def test_what_was_written_since_is_found_and_what_has_gone_is_not(
    written_later: tuple[Whole, list[SearchDocument]], language: Language, query: Query
) -> None:
    check(*written_later, language, query)


def check(whole: Whole, known: list[SearchDocument], language: Language, query: Query) -> None:
    page = ask_whole(whole, language, query)
    found = [one for one in known if fits(one, query)]
    assert page.total_is_exact
    check_counts(page, found, query)
    check_hits(page, found, query)


@pytest.mark.parametrize("words", ["", "zebu ", "advice ben", "community group zebu "])
@pytest.mark.parametrize("reach", get_args(Reach))
@pytest.mark.parametrize("within_m", [None, 500.0, 60_000.0])
@pytest.mark.parametrize("sort", get_args(Sort))
@pytest.mark.parametrize("offset", [0, 15])
def test_what_many_have_in_common_is_scored_once_and_every_listing_is_what_it_is_worth(
    monkeypatch: pytest.MonkeyPatch,
    written_later: tuple[Whole, list[SearchDocument]],
    language: Language,
    words: str,
    reach: Reach,
    within_m: float | None,
    sort: Sort,
    offset: int,
) -> None:
    asked = Query(
        now=NOW,
        words=words,
        **NEAR,
        within_m=within_m,
        reach=reach,
        sort=sort,
        offset=offset,
        areas=AREAS[:1],
        facets=FACETS,
    )
    whole, _ = written_later
    with monkeypatch.context() as patched:
        patched.setattr(matching, "alike", apart)
        one_by_one = ask_anew(whole, language, asked)
    monkeypatch.setattr(ranking, "_AT_ONCE", 2)
    monkeypatch.setattr(ordering, "_FEW", 0)
    for most in (4, 65_536):
        monkeypatch.setattr(classes, "_MOST", most)
        assert ask_anew(whole, language, asked) == one_by_one


def apart(columns: Sequence[classes.Column]) -> classes.Classes:
    """Each listing in a class of its own."""
    size = len(columns[0][0])
    own = np.arange(size, dtype=np.uint32)
    return classes.Classes(own, np.ones(size, np.int64), [one for one, _ in columns])


def test_words_are_looked_up_at_few_places_as_they_are_laid_out_for_many(
    monkeypatch: pytest.MonkeyPatch,
    written_later: tuple[Whole, list[SearchDocument]],
    language: Language,
) -> None:
    whole, _ = written_later
    for words in ("zebu advice ", "advice zzqy", "support group for carers ", "ben", "zebu anew "):
        asked = Query(now=NOW, words=words, facets=FACETS)
        for one in (asked, replace(asked, **NEAR, within_m=60_000.0), replace(asked, free=True)):
            monkeypatch.setattr(postings, "_LOOKED_UP", 0)
            looked_up = ask_anew(whole, language, one)
            monkeypatch.setattr(postings, "_LOOKED_UP", 1_000_000)
            assert looked_up == ask_anew(whole, language, one)


@pytest.mark.parametrize("reach", get_args(Reach))
@pytest.mark.parametrize("words", ["", "zebu "])
def test_filters_are_looked_up_for_few_as_they_are_laid_out_for_many(
    monkeypatch: pytest.MonkeyPatch,
    written_later: tuple[Whole, list[SearchDocument]],
    language: Language,
    reach: Reach,
    words: str,
) -> None:
    whole, known = written_later
    near = Query(now=NOW, words=words, **NEAR, within_m=60_000.0, reach=reach, areas=AREAS[:1])
    filters: tuple[dict[str, Any], ...] = (
        {},
        {"free": True},
        {"categories": ("befriending", "no-such")},
        {"sources": ("no-such",)},
        {"age": 30, "day": "MO"},
    )
    for one in (replace(near, **some, facets=FACETS) for some in filters):
        for looked_up, at in ((0, 0), (1, 0), (0, 1), (10**6, 10**6)):
            monkeypatch.setattr(selecting, "_LOOKED_UP", looked_up)
            monkeypatch.setattr(postings, "_LOOKED_UP", at)
            check(whole, known, language, one)


@pytest.mark.parametrize("most", [1, 3, 40])
def test_facets_are_counted_however_few_listings_say_the_same(
    monkeypatch: pytest.MonkeyPatch, language: Language, most: int
) -> None:
    monkeypatch.setattr(profiles, "_MOST", most)
    whole = held(KNOWN)
    for few in (0, 10**6):
        monkeypatch.setattr(tallying, "_FEW", few)
        for day in (NOW, NOW + timedelta(days=400), NOW):
            for words in ("", "zebu "):
                check(whole, KNOWN, language, Query(now=day, words=words, facets=FACETS))


def test_pages_join(written_later: tuple[Whole, list[SearchDocument]], language: Language) -> None:
    whole, _ = written_later
    asked = Query(now=NOW, words="zebu ", **NEAR, within_m=60_000.0, limit=MOST_HITS)
    for one in (asked, replace(asked, within_m=None)):
        all_at_once = [hit.id for hit in ask_whole(whole, language, one).hits]
        some = [replace(one, limit=9, offset=at) for at in range(0, 100, 9)]
        pages = [ask_whole(whole, language, few) for few in some]
        assert [hit.id for page in pages for hit in page.hits][:MOST_HITS] == all_at_once


def test_nothing_is_found_in_nothing(language: Language) -> None:
    whole = held([])
    questions: tuple[dict[str, Any], ...] = (
        {},
        {"words": "tea"},
        {**NEAR, "sort": "distance"},
        {**NEAR, "within_m": 9.0},
    )
    for asked in questions:
        page = ask_whole(whole, language, Query(now=NOW, facets=FACETS, **asked))
        assert (page.total, page.hits) == (0, ())
    grown = whole.after(added(whole.table, [document("Tea", id=id_of(1))]).tolist(), [])
    assert ask_whole(grown, language, Query(now=NOW, words="tea")).total == 1
