"""An answer that the database has begun is ended by it, and no index takes long for one answer."""

from datetime import UTC, datetime
from typing import Any, NoReturn

import orjson
import pytest

from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from journeys.finding import allowance, degraded
from journeys.finding.degraded import WithReserve
from journeys.similar import similar
from journeys.suggest import suggest
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from search.answers import Page
from search.index import SearchIndex
from search.language import Language
from search.query import Query
from search.unavailable import SearchUnavailable
from tests.fakes.index import FakeIndex
from tests.fakes.listings import SERVICES, listing_id
from tests.fakes.published import publish

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ASKED = Query(now=NOW)


class Empty(FakeIndex):
    """One that is being built."""

    def __init__(self) -> None:
        super().__init__(())
        self.at = 0


class Away(FakeIndex):
    def __init__(self) -> None:
        super().__init__(())

    def _fail(self, *_: Any) -> NoReturn:
        raise SearchUnavailable("made up: nobody is at home")

    search = suggest = position = _fail  # type: ignore[assignment]


class Slow(FakeIndex):
    """Takes as long as it may for one question; knows nothing."""

    def __init__(self) -> None:
        super().__init__(())
        self.now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s

    def search(self, query: Query) -> Page:
        self.now_s += 0.8
        return super().search(query)


@pytest.fixture
def catalogue(database: Database, clock: FrozenClock) -> Catalogue:
    bodies = [orjson.dumps(one.model_dump(mode="json", exclude_none=True)) for one in SERVICES]
    publish(database, bodies)
    catch_up(Reading(database, clock), database)
    return Catalogue(database, clock)


def test_of_one_answer_the_database_answers_all_that_is_left(
    catalogue: Catalogue, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that is empty finds nothing, though it could be asked again."""
    monkeypatch.setattr(degraded, "AWAY_S", 0.0)
    index = WithReserve(Empty(), catalogue, language)
    with index.one_answer() as stood_in:
        assert not stood_in()
        assert index.position() == len(SERVICES)
        assert index.search(ASKED).total == len(SERVICES)
        assert stood_in()


@pytest.mark.parametrize("made", [Empty, Away])
def test_completions_and_likenesses_say_what_they_are(
    catalogue: Catalogue, language: Language, gazetteer: Gazetteer, clock: FrozenClock, made: Any
) -> None:
    index = WithReserve(made(), catalogue, language)
    documents: Any = Reading(catalogue._database, clock)
    completed = suggest("sale", 8, index, documents, gazetteer)
    assert [one.text for one in completed.services] == ["Sale Chat and Tea", "Sale Moor Friends"]
    assert completed.degraded
    assert [one.id for one in suggest("befr", 8, index, documents, gazetteer).categories]
    alike = similar(str(listing_id("Sale Chat and Tea")), index, documents, clock)
    assert alike.degraded
    assert [one.id for one in alike.found] == [str(listing_id("Sale Moor Friends"))]


def test_an_index_that_answers_says_so(
    catalogue: Catalogue, language: Language, gazetteer: Gazetteer, clock: FrozenClock
) -> None:
    index = WithReserve(FakeIndex(SERVICES), catalogue, language)
    documents: Any = Reading(catalogue._database, clock)
    assert not suggest("sale", 8, index, documents, gazetteer).degraded
    assert not similar(str(SERVICES[0].id), index, documents, clock).degraded


def test_an_index_that_is_slow_has_so_long_for_all_of_an_answer(
    catalogue: Catalogue, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(allowance, "time", slow)
    index = WithReserve(slow, catalogue, language)
    assert _degraded(index, 5) == [False, False, True, True, True]
    assert _degraded(index, 1) == [False], "the next answer asks the index again"


def _degraded(index: SearchIndex, questions: int) -> list[bool]:
    with index.one_answer():
        return [index.search(ASKED).degraded for _ in range(questions)]
