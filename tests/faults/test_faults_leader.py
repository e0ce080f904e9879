"""A leader that slept while another led: nothing older stands in the index for good."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest

from search.language import Language
from search.meilisearch import MeilisearchIndex, Server
from search.meilisearch.keys import Keys
from search.meilisearch.writing import Writer
from search.unavailable import IndexBusy
from tests.fakes.locks import AlwaysHeld
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import LONG_S, document, names

CHOIR = document("Choir")
LATER = document("Choir of Sale", id=CHOIR.id)
Opened = Callable[[], MeilisearchIndex]


@pytest.fixture
def ours(meilisearch_server: MeilisearchServer, meilisearch_keys: Keys) -> Server:
    return fresh_server(meilisearch_server, meilisearch_keys, LONG_S)


@pytest.fixture
def opened(ours: Server, language: Language) -> Iterator[Opened]:
    made: list[MeilisearchIndex] = []

    def index() -> MeilisearchIndex:
        made.append(MeilisearchIndex(ours, AlwaysHeld(), language))
        return made[-1]

    yield index
    for one in made:
        one.close()


def test_who_wakes_before_writing_writes_nothing(opened: Opened) -> None:
    asleep, other = opened(), opened()
    asleep.rebuild([CHOIR], 1)
    asleep.apply([CHOIR], (), 2)
    assert (asleep.position(), other.position()) == (2, 2)
    other.apply([LATER], (), 4)
    searching = Thread(target=asleep.position)
    searching.start()
    searching.join()
    with pytest.raises(IndexBusy):
        asleep.apply([CHOIR], (), 3)
    assert other.position() == 4
    assert names(other, [LATER], "sale ") == ["Choir of Sale"]


def test_who_wakes_while_writing_sets_the_position_back(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep, other = opened(), opened()
    asleep.rebuild([CHOIR], 1)
    assert (asleep.position(), other.position()) == (1, 1)
    replace = Writer.replace

    def sleeps(self: Writer, *said: Any) -> None:
        monkeypatch.setattr(Writer, "replace", replace)
        other.apply([LATER], (), 4)
        replace(self, *said)

    monkeypatch.setattr(Writer, "replace", sleeps)
    asleep.apply([CHOIR], (), 3)
    follower = opened()
    assert follower.position() == 3
    follower.apply([LATER], (), 4)
    assert follower.position() == 4
    assert names(follower, [LATER], "sale ") == ["Choir of Sale"]
