"""Documents are read while the rest is looked for; the answer is the same, and nothing is left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pytest

from api.parts import Parts
from journeys.find import find
from journeys.finding.answer import Answer
from journeys.finding.question import Question
from search.answers import Page
from search.index import Expecting, nobody
from search.query import Query
from search.unavailable import SearchUnavailable
from tests.fakes.documents import FakeDocuments, FakeStored, FakeWanted
from tests.fakes.index import FakeIndex
from tests.fakes.listings import SERVICES, stored

ASKED = Question(words="sale", near="Sale")


class Telling(FakeIndex):
    """Tells what it found before it looks for more; `went_on` keeps what happened."""

    def __init__(self, went_on: list[str]) -> None:
        super().__init__(SERVICES)
        self.went_on, self.fails_at = went_on, 99

    def search_many(self, queries: Sequence[Query], expecting: Expecting = nobody) -> list[Page]:
        return [self._told(query, expecting) for query in queries]

    def search(self, query: Query) -> Page:
        self.went_on.append("asked")
        if self.went_on.count("asked") == self.fails_at:
            raise SearchUnavailable("made up: away")
        return super().search(query)

    def _told(self, query: Query, expecting: Expecting) -> Page:
        page = self.search(query)
        expecting([hit.id for hit in page.hits])
        return page


class Recorded(FakeWanted):
    def __init__(self, slow: "Slow", ids: Collection[str]) -> None:
        super().__init__(lambda: slow.documents(ids))
        self.slow, self.ids, self.is_begun = slow, ids, False

    @property
    def lacks(self) -> bool:  # type: ignore[override]
        return not (self.is_begun or self.slow.kept.issuperset(self.ids))

    def begin(self) -> None:
        assert self.lacks
        self.is_begun = True
        self.slow.went_on.append("begun")

    def documents(self) -> Mapping[str, FakeStored]:
        self.slow.went_on.append("taken" if self.is_begun else "here")
        self.is_begun = False
        return super().documents()

    def drop(self) -> None:
        if self.is_begun:
            self.slow.went_on.append("dropped")


class Slow(FakeDocuments):
    """Says when something was begun, taken and let go of; those that are `kept` need no reading."""

    def __init__(self, went_on: list[str]) -> None:
        super().__init__(map(stored, SERVICES))
        self.went_on, self.kept = went_on, set[str]()

    def wanted(self, ids: Collection[str]) -> FakeWanted:
        return Recorded(self, ids)


@pytest.fixture
def went_on() -> list[str]:
    return []


@pytest.fixture
def told(parts: Parts, went_on: list[str]) -> Parts:
    return replace(parts, index=Telling(went_on), documents=Slow(went_on))


def _find(parts: Parts, question: Question) -> Answer:
    return find(question, parts.index, parts.documents, parts.gazetteer, parts.clock)


@pytest.mark.parametrize(
    "question",
    [ASKED, Question(), Question(near="Sale", limit=2), Question(words="zebu", near="Sale")],
)
def test_the_answer_is_that_of_an_index_which_tells_nothing(
    parts: Parts, told: Parts, question: Question
) -> None:
    silent = replace(
        parts, index=FakeIndex(SERVICES), documents=FakeDocuments(map(stored, SERVICES))
    )
    assert _find(told, question) == _find(silent, question)


def test_reading_is_begun_before_the_next_question_and_one_at_a_time(
    told: Parts, went_on: list[str]
) -> None:
    answer = _find(told, Question(near="Sale"))
    assert answer.local.found
    assert answer.wide.found
    assert went_on[:3] == ["asked", "begun", "asked"]
    held = 0
    for what in went_on:
        held += {"begun": 1, "taken": -1}.get(what, 0)
        assert 0 <= held <= 1
    assert held == 0


def test_nobody_waits_where_what_is_found_next_is_kept(told: Parts, went_on: list[str]) -> None:
    wide = _find(told, Question(near="Sale")).wide
    one_after_the_other = [what for what in went_on if what != "asked"]
    assert one_after_the_other == ["begun", "taken", "begun", "taken"]
    documents = told.documents
    assert isinstance(documents, Slow)
    documents.kept = {one.id for one in wide.found}
    assert documents.kept
    went_on.clear()
    _find(told, Question(near="Sale"))
    assert went_on == ["asked", "begun", "asked", "here", "taken"]


def test_nothing_is_awaited_while_the_index_is_asked_further(
    told: Parts, went_on: list[str]
) -> None:
    answer = _find(told, Question(words="friends", near="Sale", within_m=1))
    assert answer.local.total == 0
    assert went_on[:4] == ["asked", "asked", "begun", "taken"]


def test_what_was_begun_is_let_go_of_when_the_index_fails(told: Parts, went_on: list[str]) -> None:
    index = told.index
    assert isinstance(index, Telling)
    index.fails_at = 2
    with pytest.raises(SearchUnavailable):
        _find(told, ASKED)
    assert went_on == ["asked", "begun", "asked", "dropped"]
