"""Every engine finds exactly what a look at every document finds: circles, filters, counts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.answers import Page
from search.documents import SearchDocument
from search.hours import DAYS
from search.index import SearchIndex
from search.query import FACETS, MOST_HITS, Query, Reach, Sort
from tests.contract.brute_force import (
    AREAS,
    CATEGORIES,
    NEEDS,
    TIERS,
    WORDS,
    distance_m,
    documents,
    facet_counts,
    fits,
)
from tests.fixtures.search import NOW, SALE, document, id_of, may_estimate

FEWEST_IN_CIRCLE = 0.6
"""The least share of the listings in a box, of those below, that its circle holds."""

Filled = tuple[SearchIndex, list[SearchDocument]]
MOMENTS = (
    NOW,
    datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 12, 25, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def filled(any_engine: Callable[[], SearchIndex]) -> Filled:
    """Six hundred documents, half built at once and half written later, some of them removed."""
    index, known = any_engine(), documents(seed=1, size=700)
    known = list({one.id: one for one in known}.values())
    index.rebuild(known[:350], 1)
    index.apply(known[350:], (), 2)
    gone = known[::10]
    index.apply((), [one.id for one in gone], 3)
    return index, [one for one in known if one not in gone]


@st.composite
def places(draw: st.DrawFn) -> dict[str, Any]:
    """A point, often with a circle, sometimes neither."""
    if draw(st.integers(0, 4)) == 0:
        return {}
    place: dict[str, Any] = {
        "lat": draw(st.floats(SALE[0] - 0.3, SALE[0] + 0.3)),
        "lon": draw(st.floats(SALE[1] - 0.4, SALE[1] + 0.4)),
        "sort": draw(st.sampled_from(get_args(Sort))),
    }
    if draw(st.booleans()):
        place["within_m"] = draw(st.sampled_from((200.0, 1_500.0, 8_046.72, 40_000.0, 500_000.0)))
    return place


def lists(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)


FILTERS: dict[str, st.SearchStrategy[Any]] = {
    "categories": lists(*CATEGORIES),
    "needs": lists(*NEEDS),
    "age": st.sampled_from((0, 17, 18, 30, 70, 71)),
    "day": st.sampled_from(DAYS),
    "time": st.sampled_from((0, 615, 1439)),
    "evening": st.booleans(),
    "weekend": st.booleans(),
    "access_modes": lists("in_person", "phone", "online"),
    "joining": lists("self", "voucher"),
    "taking_referrals": st.booleans(),
    "gender_only": st.sampled_from(("women", "men")),
    "free": st.booleans(),
    "personal_budget": st.booleans(),
    "languages": lists("cy", "ur"),
    "accessibility": lists("step_free", "hearing_loop"),
    "tier": st.sampled_from(TIERS),
    "checked_since": st.sampled_from((date(2026, 1, 1), date(2026, 11, 16), date(2026, 11, 17))),
    "sources": lists("council", "aliss"),
    "serves": st.just(True),
    "words": st.sampled_from([f"{word} " for word in WORDS]),
}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """At most three filters, so that most questions have an answer."""
    chosen = draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=3, unique=True))
    return Query(
        now=draw(st.sampled_from(MOMENTS)),
        reach=draw(st.sampled_from(get_args(Reach))),
        limit=draw(st.sampled_from((0, 1, 20, MOST_HITS))),
        offset=draw(st.sampled_from((0, 0, 7))),
        areas=draw(lists(*AREAS)),
        facets=FACETS,
        **draw(places()),
        **{name: draw(FILTERS[name]) for name in chosen},
    )


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(query=queries())
def test_every_question_is_answered_as_by_looking_at_all(filled: Filled, query: Query) -> None:
    assert_as_by_looking_at_all(filled, query)


def assert_as_by_looking_at_all(filled: Filled, query: Query) -> None:
    index, known = filled
    page = index.search(query)
    found = [one for one in known if fits(one, query)]
    if page.total_is_exact:
        check_counts(page, found, query)
    else:
        assert may_estimate(index)
        check_estimates(page, found, query)
    check_hits(page, found, query)


def check_counts(page: Page, found: list[SearchDocument], query: Query) -> None:
    assert page.total == len(found)
    assert page.facets_are_exact
    for facet in FACETS:
        counted = {each.value: each.count for each in page.facets[facet]}
        assert counted == facet_counts(found, facet, query), facet


def check_estimates(page: Page, found: list[SearchDocument], query: Query) -> None:
    """Only circles in a box of more than a thousand are estimated, and the estimates are near."""
    assert query.within_m is not None
    assert len(found) > 1_000 * FEWEST_IN_CIRCLE
    assert page.total == pytest.approx(len(found), rel=0.15)
    assert not page.facets_are_exact
    for facet in FACETS:
        counted = {each.value: each.count for each in page.facets[facet]}
        for value, count in facet_counts(found, facet, query).items():
            assert counted[value] == pytest.approx(count, rel=0.2, abs=20), (facet, value)


def check_hits(page: Page, found: list[SearchDocument], query: Query) -> None:
    """The right ones, as many as there should be, with their distances, nearest first."""
    by_id = {one.id: one for one in found}
    said = [hit.id for hit in page.hits]
    assert len(said) == max(0, min(query.limit, len(found) - query.offset))
    assert len(set(said)) == len(said)
    assert set(said) <= set(by_id)
    for hit in page.hits:
        distance = distance_m(by_id[hit.id], query)
        assert hit.distance_m == (None if distance is None else pytest.approx(distance, abs=1e-3))
    if query.sort == "distance" and query.reach != "wide":
        nearest = sorted((distance_m(one, query) or 0.0, one.id) for one in found)
        wanted = nearest[query.offset : query.offset + query.limit]
        assert said == [listing_id for _, listing_id in wanted]
    elif not query.words:
        assert said == sorted(by_id)[query.offset : query.offset + query.limit]


@pytest.fixture(scope="module")
def crowded(any_engine: Callable[[], SearchIndex]) -> Filled:
    """Four thousand documents, so that circles hold more than engines like to count one by one."""
    index = any_engine()
    known = list({one.id: one for one in documents(seed=2, size=4_000)}.values())
    index.rebuild(known, 1)
    return index, known


@pytest.mark.parametrize("words", ["", "zebu "])
@pytest.mark.parametrize("reach", get_args(Reach))
@pytest.mark.parametrize("within_m", [None, 500.0, 7_000.0, 11_000.0, 60_000.0])
@pytest.mark.parametrize("sort", get_args(Sort))
def test_crowded_circles_are_counted_exactly_or_said_to_be_estimates(
    crowded: Filled, words: str, reach: Reach, within_m: float | None, sort: Sort
) -> None:
    query = Query(
        now=NOW,
        words=words,
        lat=SALE[0],
        lon=SALE[1],
        within_m=within_m,
        reach=reach,
        sort=sort,
        areas=AREAS[:1],
        facets=FACETS,
    )
    assert_as_by_looking_at_all(crowded, query)


@pytest.mark.parametrize("words", ["", "quorn "])
@pytest.mark.parametrize("reach", get_args(Reach))
@pytest.mark.parametrize("within_m", [None, 9_000.0])
@pytest.mark.parametrize("sort", get_args(Sort))
def test_pages_join_without_gap_or_repetition(
    filled: Filled, words: str, reach: Reach, within_m: float | None, sort: Sort
) -> None:
    index, _ = filled
    asked: dict[str, Any] = {"words": words, "reach": reach, "within_m": within_m, "sort": sort}
    asked |= {"now": NOW, "lat": SALE[0], "lon": SALE[1]}
    whole = index.search(Query(**asked, limit=MOST_HITS))
    some = [index.search(Query(**asked, limit=9, offset=at)) for at in range(0, 100, 9)]
    ids = [hit.id for page in some for hit in page.hits][:MOST_HITS]
    assert ids == [hit.id for hit in whole.hits]
    assert {page.total for page in some} == {whole.total}


def test_equally_far_or_good_come_in_the_order_of_ids(index: SearchIndex) -> None:
    known = [document("Same", id=id_of(n), points=(SALE,)) for n in (5, 3, 9, 1, 7)]
    index.apply(known[:3], (), 1)
    index.apply(known[3:], (), 2)
    in_order = [id_of(n) for n in (1, 3, 5, 7, 9)]
    for asked in ({"words": "same "}, {"sort": "distance"}, {"sort": "distance", "within_m": 10.0}):
        page = index.search(Query(now=NOW, lat=SALE[0], lon=SALE[1], **asked))
        assert [hit.id for hit in page.hits] == in_order


def test_a_listing_of_many_places_counts_once_at_its_nearest(index: SearchIndex) -> None:
    far, near = (51.5, -0.1), (SALE[0] + 0.001, SALE[1])
    index.apply([document(points=(far, near, (SALE[0] + 0.01, SALE[1])), needs=("debt",))], (), 1)
    for within_m in (None, 5_000.0):
        page = index.search(
            Query(
                now=NOW,
                lat=SALE[0],
                lon=SALE[1],
                within_m=within_m,
                sort="distance",
                facets=("need",),
            )
        )
        assert page.total == 1
        assert page.facets["need"][0].count == 1
        assert page.hits[0].distance_m == pytest.approx(111.19, abs=0.1)


def test_several_questions_are_answered_in_their_order(filled: Filled) -> None:
    index, _ = filled
    asked = [Query(now=NOW, categories=(one,), limit=3) for one in CATEGORIES]
    assert index.search_many(asked) == [index.search(one) for one in asked]
    assert index.search_many([]) == []
