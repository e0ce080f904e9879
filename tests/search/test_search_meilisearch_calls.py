"""How many calls a search of Meilisearch makes, and that what was foreseen is not asked again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runtime.locks import FileLock
from search.facts.held import Held
from search.language import Language
from search.meilisearch import MeilisearchIndex
from search.meilisearch.asker import Asker
from search.meilisearch.keys import Keys
from search.meilisearch.server import Client
from search.query import FACETS
from tests.contract.brute_force import documents
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import SALE, ask

KNOWN = list({one.id: one for one in documents(seed=5, size=300)}.values())
NEAR: dict[str, Any] = {"lat": SALE[0], "lon": SALE[1], "within_m": 9_000.0, "facets": FACETS}
ANYWHERE: dict[str, Any] = {"facets": FACETS}


@pytest.fixture
def index(
    meilisearch_server: MeilisearchServer,
    meilisearch_keys: Keys,
    tmp_path: Path,
    language: Language,
) -> Iterator[MeilisearchIndex]:
    server = fresh_server(meilisearch_server, meilisearch_keys, 20.0)
    made = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language)
    made.rebuild(KNOWN, 1)
    yield made
    made.close()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many questions each round of calls had, notes included."""
    made = list[int]()
    questions = Client.questions

    def counted(self: Client, asked: Any) -> Any:
        made.append(sum(map(len, asked)))
        return questions(self, asked)

    monkeypatch.setattr(Client, "questions", counted)
    return made


@pytest.mark.parametrize("place", [NEAR, ANYWHERE])
def test_what_is_known_takes_one_call(
    index: MeilisearchIndex, calls: list[int], place: dict[str, Any]
) -> None:
    first = ask(index, "zebu ", **place)
    index.read_ahead(30.0)
    calls.clear()
    assert ask(index, "zebu ", **place) == first
    assert len(calls) == 1


@pytest.mark.parametrize("place", [NEAR, ANYWHERE])
def test_new_words_take_few_calls_after_a_change(
    index: MeilisearchIndex, calls: list[int], place: dict[str, Any]
) -> None:
    before = ask(index, "zebu ", **place)
    index.apply(KNOWN[:1], (), 2)
    index.read_ahead(30.0)
    calls.clear()
    assert ask(index, "zebu ", **place) == before
    assert len(calls) <= 3


def test_what_was_foreseen_goes_along_and_is_not_asked_again(
    index: MeilisearchIndex, calls: list[int]
) -> None:
    server = index.server
    client = Client(server)
    asker = Asker(client, server.prefix, None, Held(), lenient=False)
    one, other = {"filter": "flags = listing", "limit": 0}, {"filter": "flags = meta", "limit": 0}
    asker.foresee([other])
    assert [answer["estimatedTotalHits"] for answer in asker.ask([one])] == [len(KNOWN)]
    assert [answer["estimatedTotalHits"] for answer in asker.ask([other, one, other])] == [
        1,
        len(KNOWN),
        1,
    ]
    assert len(calls) == 1
    client.close()
