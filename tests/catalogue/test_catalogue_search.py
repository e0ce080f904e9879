"""While the index is away the database finds what a reading of every listing finds."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any, NoReturn

import pytest

from benchmarks.listings import encoded
from directory.catalogue.reading import Catalogue
from directory.catalogue.sought import Sighted
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from journeys.finding.allowance import ANSWER_S
from journeys.finding.degraded import WithReserve
from journeys.finding.reserve import Reserve
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.reads_within import TooSlow
from search.documents import SearchDocument
from search.index import SearchIndex
from search.language import Language
from search.published import read_document
from search.query import Query
from search.unavailable import SearchUnavailable
from tests.contract.brute_force import distance_m, fits
from tests.fakes.published import publish

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LEEDS = {"lat": 53.8, "lon": -1.55}
FILTERS: tuple[dict[str, Any], ...] = (
    {"categories": ("befriending", "food-bank", "advice")},
    {"needs": ("loneliness", "food")},
    {"age": 70},
    {"day": "WE"},
    {"day": "TU", "time": 11 * 60},
    {"time": 19 * 60},
    {"evening": True},
    {"weekend": False},
    {"access_modes": ("online", "phone")},
    {"taking_referrals": True},
    {"free": True},
    {"languages": ("pl", "cy")},
    {"accessibility": ("step_free",)},
    {"tier": "assured"},
    {"checked_since": (NOW - timedelta(days=400)).date()},
    {"serves": True, "areas": ("E92000001", "E08000035")},
    {**LEEDS, "within_m": 90_000.0},
    {**LEEDS, "within_m": 150_000.0, "sort": "distance", "reach": "local"},
    {**LEEDS, "sort": "distance"},
    {"reach": "wide", "areas": ("E92000001",)},
    {"reach": "wide", "areas": (), **LEEDS, "within_m": 90_000.0},
)


class Filled:
    def __init__(self, database: Database, clock: FrozenClock, language: Language) -> None:
        bodies = list(encoded(400))
        publish(database, bodies)
        catch_up(Reading(database, clock), database)
        read = (read_document(one) for one in bodies)
        self.documents: list[SearchDocument] = [one for one in read if one is not None]
        self.catalogue = Catalogue(database, clock)
        self.reserve = Reserve(self.catalogue, language)


@pytest.fixture
def filled(database: Database, clock: FrozenClock, language: Language) -> Iterator[Filled]:
    return Filled(database, clock, language)


def test_every_filter_alone_and_with_others(filled: Filled) -> None:
    met = set()
    asked = [*FILTERS, *({**one, **other} for one, other in combinations(FILTERS, 2))]
    for one in asked:
        query = Query(now=NOW, limit=100, **one)
        right = [document for document in filled.documents if fits(document, query)]
        page = filled.reserve.search(query)
        assert page.total == len(right), one
        assert [hit.id for hit in page.hits] == _in_order(right, query)[:100], one
        assert page.degraded
        met |= {name for name in one if right}
    assert met == {name for one in FILTERS for name in one}


def _in_order(found: list[SearchDocument], query: Query) -> list[str]:
    if query.sort == "distance" and query.reach != "wide":
        return [one.id for one in sorted(found, key=lambda one: (distance_m(one, query), one.id))]
    return sorted(one.id for one in found)


def test_distances_are_those_of_the_sphere(filled: Filled) -> None:
    query = Query(now=NOW, **LEEDS, within_m=100_000.0, sort="distance", limit=50)
    by_id = {one.id: one for one in filled.documents}
    for hit in filled.reserve.search(query).hits:
        assert hit.distance_m == pytest.approx(distance_m(by_id[hit.id], query), abs=1e-6)


def test_all_words_or_else_fewer(filled: Filled) -> None:
    both = filled.reserve.search(Query(now=NOW, words="food bank"))
    assert both.total
    assert both.all_words
    odd = filled.reserve.search(Query(now=NOW, words="food bank xylophonist"))
    assert odd.total
    assert not odd.all_words
    strict = filled.reserve.search(Query(now=NOW, words="food bank xylophonist", forgiving=False))
    assert strict.total == 0
    assert filled.reserve.search(Query(now=NOW, words='"; DROP \\ AND (* no friends')).degraded


def test_completions_are_names_that_begin_so(filled: Filled) -> None:
    name = min(one.name for one in filled.documents)
    found = filled.reserve.suggest(name[:4].upper(), 50)
    named = [one.text for one in found if one.kind == "service"]
    assert name in named
    assert all(one.lower().startswith(name[:4].lower()) for one in named)


def test_completions_name_needs_and_kinds_of_help_too(filled: Filled) -> None:
    assert ("need", "loneliness") in [
        (one.kind, one.id) for one in filled.reserve.suggest("lone", 8)
    ]


class Away:
    """An index that cannot answer; `asked` counts how often it was asked."""

    asked = 0

    def _fail(self, *_: Any) -> NoReturn:
        self.asked += 1
        raise SearchUnavailable("made up: nobody is at home")

    search = search_many = suggest = position = _fail


def test_an_index_that_is_away_is_not_asked_again_at_once(
    filled: Filled, language: Language
) -> None:
    away: Any = Away()
    index: SearchIndex = WithReserve(away, filled.catalogue, language)
    assert index.position() == 400
    for page in index.search_many([Query(now=NOW), Query(now=NOW, free=True)]):
        assert page.total
        assert page.degraded
    assert index.suggest("ab") is not None
    assert away.asked == 1


def test_an_index_is_told_to_begin(filled: Filled, language: Language) -> None:
    class Beginning(Away):
        begun = 0

        def begin(self) -> None:
            self.begun += 1

    index: Any = Beginning()
    WithReserve(index, filled.catalogue, language).begin()
    assert index.begun == 1


def test_an_empty_index_is_away_where_there_are_listings(
    filled: Filled, language: Language
) -> None:
    class Empty(Away):
        def position(self) -> int:  # type: ignore[override]
            return 0

    empty: Any = Empty()
    index = WithReserve(empty, filled.catalogue, language)
    assert index.position() == 400
    assert index.search(Query(now=NOW)).total == len(filled.documents)


def test_a_database_that_is_too_slow_gives_an_honest_nothing(
    filled: Filled, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any) -> NoReturn:
        raise TooSlow(1.5)

    monkeypatch.setattr(filled.catalogue, "search", slow)
    monkeypatch.setattr(filled.catalogue, "begun", slow)
    page = filled.reserve.search(Query(now=NOW))
    assert (page.hits, page.total_is_exact, page.degraded) == ((), False, True)
    assert "service" not in {one.kind for one in filled.reserve.suggest("ab", 8)}


def test_a_read_is_broken_off_in_time(database: Database) -> None:
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)"
        " SELECT count(*) FROM n"
    )
    with pytest.raises(TooSlow):
        database.rows(endless, {}, within_s=0.2)
    assert [tuple(row) for row in database.rows("SELECT 1", {})] == [(1,)]


def test_all_questions_of_one_answer_share_its_time(
    filled: Filled, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    away: Any = Away()
    index: SearchIndex = WithReserve(away, filled.catalogue, language)
    allowed: list[float] = []

    def slow(_sought: Any, within_s: float) -> NoReturn:
        allowed.append(within_s)
        raise TooSlow(within_s)

    monkeypatch.setattr(filled.catalogue, "search", slow)
    asked = [Query(now=NOW), Query(now=NOW, free=True)]
    with index.one_answer():
        pages = index.search_many(asked)
        pages.append(index.search(Query(now=NOW, words="food")))
        assert index.suggest("xy") == []
    assert allowed == [pytest.approx(ANSWER_S, abs=0.01)]
    assert all(page.degraded and not page.total_is_exact for page in pages)
    index.search(Query(now=NOW))
    assert allowed[1:] == [ANSWER_S]


def test_a_question_has_what_those_before_it_left(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[float] = []

    def found(_sought: Any, within_s: float) -> Sighted:
        allowed.append(within_s)
        time.sleep(0.02)
        return Sighted((), 0)

    monkeypatch.setattr(filled.catalogue, "search", found)
    with filled.reserve.one_answer():
        for _ in range(3):
            filled.reserve.search(Query(now=NOW))
    assert allowed[0] == pytest.approx(ANSWER_S, abs=0.01)
    assert allowed[0] - allowed[1] >= 0.02
    assert allowed[1] - allowed[2] >= 0.02
