"""Services that need no place: a few beside the near ones, all of them when asked for alone."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from api.parts import Parts
from journeys.find import find
from journeys.finding.answer import Answer, FoundList
from journeys.finding.listing import Listing
from journeys.finding.place import Searcher, locate
from journeys.finding.question import FIVE_MILES_M, Question
from journeys.finding.showing import Shown
from schema.service import Service
from search.answers import Hit, Page
from tests.fakes.documents import FakeDocuments
from tests.fakes.index import FakeIndex
from tests.fakes.listings import TRAFFORD, service, stored

EDINBURGH = (55.9533, -3.1883)
HERE = ((TRAFFORD, "Trafford"),)
SERVICES = (
    *(service(f"Listening Line {n}", at=None, access_modes=["phone"]) for n in range(4)),
    *(service(f"Foot Care {n}", at=None, areas=HERE, access_modes=["at_home"]) for n in range(4)),
    service("Listening Room", access_modes=["in_person"]),
)


@pytest.fixture
def told(parts: Parts) -> Parts:
    documents = FakeDocuments([stored(one) for one in SERVICES])
    return replace(parts, index=FakeIndex(SERVICES), documents=documents)


def _find(parts: Parts, question: Question) -> Answer:
    return find(question, parts.index, parts.documents, parts.gazetteer, parts.clock)


def _names(parts: Parts, found: FoundList) -> list[str]:
    names = {str(one.id): one.name for one in SERVICES}
    return [names[one.id] for one in found.found]


def test_those_that_visit_take_no_place_from_those_one_can_ring(told: Parts) -> None:
    beside = _names(told, _find(told, Question(near="Sale")).wide)
    assert len([name for name in beside if name.startswith("Listening Line")]) == 3
    assert len([name for name in beside if name.startswith("Foot Care")]) == 2


def test_a_second_telling_of_one_service_takes_no_place(parts: Parts) -> None:
    twice = [service("Listening Line", at=None, access_modes=["phone"]) for _ in range(2)]
    twins = [one.model_copy(update={"id": SERVICES[at].id}) for at, one in enumerate(twice)]
    documents = FakeDocuments([stored(one) for one in twins])
    parts = replace(parts, index=FakeIndex(twins), documents=documents)
    answer = _find(parts, Question(near="Sale"))
    assert (len(answer.wide.found), answer.wide.total) == (1, 2)


def test_what_has_a_place_near_takes_neither_place_nor_name_from_others(parts: Parts) -> None:
    names = [f"Listening Line {n}" for n in range(4)]
    near = [service(name.upper(), access_modes=["phone"]) for name in names]
    far = [service(name, at=EDINBURGH, access_modes=["phone"]) for name in names]
    listings = {str(one.id): Listing(stored(one).body) for one in (*near, *far)}
    searcher = locate(Question(near="Sale"), parts.gazetteer)
    assert isinstance(searcher, Searcher)
    hits = tuple(Hit(id_, 0.0, None) for id_ in listings)
    found = Shown(listings, searcher, FIVE_MILES_M).wide(Page(hits, len(hits)))
    assert [one.id for one in found.found] == [str(one.id) for one in far[:3]]
    assert found.total == len(hits) == 8


class Looked(dict[str, Listing]):
    """Listings by id, and which of them were looked at."""

    def __init__(self, services: Iterable[Service]) -> None:
        super().__init__((str(one.id), Listing(stored(one).body)) for one in services)
        self.at = set[str]()

    def __getitem__(self, id_: str) -> Listing:
        self.at.add(id_)
        return super().__getitem__(id_)


def test_nothing_is_looked_at_once_there_are_enough_of_both() -> None:
    rings, visits, beside = SERVICES[:4], SERVICES[4:8], SERVICES[8]
    listings = Looked([*rings, *visits[:2], beside, *visits[2:]])
    hits = tuple(Hit(id_, 0.0, None) for id_ in listings)
    found = Shown(listings, None, FIVE_MILES_M).wide(Page(hits, len(hits)))
    assert len(found.found) == 5
    assert listings.at == {str(one.id) for one in (*rings, *visits[:2])}


def test_asked_for_alone_they_come_page_by_page(told: Parts) -> None:
    asked = Question(near="Sale", reach="wide", limit=5)
    first = _find(told, asked)
    second = _find(told, replace(asked, cursor=first.cursor))
    assert first.local.total == 8
    seen = _names(told, first.local) + _names(told, second.local)
    assert sorted(seen) == sorted(one.name for one in SERVICES if one.name != "Listening Room")
    assert second.cursor is None
    assert first.wide.found == first.nearest_beyond.found == ()


def test_without_a_place_they_can_be_asked_for_too(told: Parts) -> None:
    assert _find(told, Question(words="listening", reach="wide")).local.total == 4
