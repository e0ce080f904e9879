"""The index follows what is published: after an outage, a loss, a restored database."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from time import sleep
from typing import Any

import pytest
from sqlalchemy import insert

import journeys.index
from directory.numbering import hold_numbers, next_numbers
from directory.tables.published import CHANGE
from journeys.index import MUCH, Lag, catch_up, follow, follow_if_little, lag, rebuild
from runtime.locks import FileLock
from search.documents import SearchDocument
from search.embedded import EmbeddedIndex
from search.embedded.writing import Writer
from search.index import SearchIndex
from search.language import Language
from search.meilisearch import MeilisearchIndex, Server
from search.unavailable import SearchUnavailable
from tests.fakes.index import FakeIndex
from tests.fixtures.house import WholeHouse, WriteSource
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server, meilisearch_binary
from tests.fixtures.search import ask

Publish = Callable[..., None]
SOON_S = 2.0


@pytest.fixture
def publish(house: WholeHouse, write_source: WriteSource, tmp_path: Path) -> Publish:
    """Harvests a made-up table of groups of these names."""
    source = write_source("groups", "https://feeds.example/groups.csv")

    def publish(*names: str) -> None:
        rows = [f"{name},M33 7ZF,Soup and company" for name in names]
        (tmp_path / "groups.csv").write_text("\n".join(("name,postcode,description", *rows)))
        house.clock.at += timedelta(minutes=1)
        house.harvest(source, tmp_path)

    return publish


@pytest.fixture
def mortal() -> Iterator[MeilisearchServer]:
    server = MeilisearchServer(meilisearch_binary())
    server.start()
    yield server
    server.remove()


@pytest.fixture
def away(mortal: MeilisearchServer, tmp_path: Path, language: Language) -> Iterator[SearchIndex]:
    """An index on a server that can be killed."""
    server = fresh_server(mortal, mortal.keys("t"))
    index = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language)
    yield index
    index.close()


def test_who_made_an_empty_index_lets_others_write(
    house: WholeHouse, publish: Publish, tmp_path: Path
) -> None:
    """A server that began before anything was published does not keep the writer's place."""
    serving, beside = (EmbeddedIndex(tmp_path / "one-index") for _ in range(2))
    assert follow(house.reading, serving)
    publish("Choir", "Chess")
    assert follow(house.reading, beside)
    assert serving.position() == house.reading.generation()
    publish("Choir", "Chess", "Darts")
    assert follow(house.reading, serving)
    serving.close()
    beside.close()


def test_two_threads_that_follow_take_in_everything(
    house: WholeHouse, publish: Publish, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One has read what changed when the other has written it already."""
    publish("Choir", "Chess")
    catch_up(house.reading, index)
    publish("Choir", "Chess", "Darts")
    both, apply = Barrier(2), journeys.index._apply

    def at_once(*told: Any) -> None:
        with suppress(BrokenBarrierError):
            both.wait(SOON_S)
        apply(*told)

    monkeypatch.setattr(journeys.index, "_apply", at_once)
    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(follow, house.reading, index) for _ in "12"]
    assert [one.result() for one in done] == [True, True]
    assert ask(index, "darts ").total == 1


def test_where_search_goes_away_in_the_middle_another_may_write_afterwards(
    house: WholeHouse, publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("Choir", "Chess")
    serving, beside = (EmbeddedIndex(tmp_path / "one-index") for _ in range(2))
    follow(house.reading, serving)
    publish("Choir", "Chess", "Darts")

    def away(*_: object) -> None:
        raise SearchUnavailable("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "commit", away)
        with pytest.raises(SearchUnavailable):
            follow(house.reading, serving)
    assert follow(house.reading, beside)
    assert ask(serving, "darts ").total == 1
    serving.close()
    beside.close()


def test_it_lags_until_it_follows(house: WholeHouse, publish: Publish, index: SearchIndex) -> None:
    publish("Choir", "Chess")
    newest = house.reading.generation()
    catch_up(house.reading, index)
    assert lag(house.reading, index, house.clock.now()) == Lag(newest, 0, 0.0)
    publish("Choir", "Chess", "Darts")
    later = house.clock.now() + timedelta(seconds=90)
    behind = lag(house.reading, index, later)
    assert behind.changes == house.reading.generation() - newest > 0
    assert behind.seconds == 90.0
    assert follow(house.reading, index)
    assert lag(house.reading, index, later).changes == 0
    assert ask(index, "darts ").total == 1


def test_it_stands_where_the_log_ends_though_no_service_changed_last(
    house: WholeHouse, publish: Publish, index: SearchIndex
) -> None:
    """An award alone changes no listing whose document stays as it was."""
    publish("Choir", "Chess")
    catch_up(house.reading, index)
    with house.database.writing() as connection:
        hold_numbers(connection)
        (number,) = next_numbers(connection, 1)
        entry = {"number": number, "kind": "award", "object_id": "made up", "state": "published"}
        connection.execute(insert(CHANGE).values(**entry, at=house.clock.now()))
    assert lag(house.reading, index, house.clock.now()).changes == 1
    assert follow(house.reading, index)
    assert lag(house.reading, index, house.clock.now()) == Lag(number, 0, 0.0)
    publish("Choir", "Chess", "Darts")
    assert follow(house.reading, index)
    assert ask(index, "darts ").total == 1


def test_after_an_outage_it_equals_what_is_published(
    house: WholeHouse, publish: Publish, away: SearchIndex, mortal: MeilisearchServer
) -> None:
    publish("Choir", "Chess", "Darts")
    catch_up(house.reading, away)
    mortal.kill()
    publish("Choir", "Chess and draughts", "Knitting")
    with pytest.raises(SearchUnavailable):
        follow(house.reading, away)
    mortal.start()
    _follow(house, away)
    assert away.position() == house.reading.generation()
    published = {stored.id for stored in house.reading.published()}
    assert {hit.id for hit in ask(away, limit=100).hits} == published
    assert ask(away, "draughts ").total == 1


def test_a_server_that_lost_everything_is_filled_again(
    house: WholeHouse, publish: Publish, mortal: MeilisearchServer, tmp_path: Path
) -> None:
    publish("Choir", "Chess")
    keys = mortal.keys("lost")
    own = Server(mortal.url, keys.search, keys.writer, "lost")
    index = MeilisearchIndex(own, FileLock(tmp_path / "own"))
    try:
        assert lag(house.reading, index, house.clock.now()).position is None
        assert follow(house.reading, index)
        assert ask(index, "choir ").total == 1
    finally:
        index.close()


def test_whoever_is_waited_for_takes_in_little_and_rebuilds_nothing(
    house: WholeHouse, publish: Publish, index: SearchIndex
) -> None:
    many = [f"Choir {number}" for number in range(MUCH + 1)]
    publish(*many)
    assert not follow_if_little(house.reading, index)
    assert not index.position()
    catch_up(house.reading, index)
    publish(*many, "Darts")
    assert follow_if_little(house.reading, index)
    assert ask(index, "darts ").total == 1
    publish("Darts", *(f"{name} of Sale" for name in many))
    behind = index.position()
    assert not follow_if_little(house.reading, index)
    assert index.position() == behind


def test_whoever_is_waited_for_leaves_an_index_that_is_ahead_of_a_restored_database(
    house: WholeHouse, publish: Publish, index: SearchIndex
) -> None:
    publish(*(f"Choir {number}" for number in range(MUCH + 1)))
    ahead = house.reading.generation() + 1_000
    index.apply([], [], ahead)
    assert not follow_if_little(house.reading, index)
    assert index.position() == ahead


def test_a_rebuild_that_is_left_is_gone_on_with(
    house: WholeHouse, publish: Publish, index: SearchIndex
) -> None:
    publish("Choir", "Chess")

    def leave(_done: int, _total: int) -> None:
        raise SearchUnavailable("this process ends")

    with pytest.raises(SearchUnavailable):
        follow(house.reading, index, leave)
    assert ask(index, limit=100).total == 0
    _follow(house, index)
    assert ask(index, limit=100).total == 2


class HalfBuilt(FakeIndex):
    """Goes on with a rebuild that has come as far as one id."""

    def __init__(self, through: str) -> None:
        super().__init__(())
        self.through = through

    def rebuilt_through(self, position: int) -> str:
        return self.through

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        list(documents)


def test_how_far_a_rebuild_is_that_is_gone_on_with_begins_at_what_is_there(
    house: WholeHouse, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("Choir", "Chess", "Darts", "Drama")
    monkeypatch.setattr(journeys.index, "PIECE", 1)
    _, second, *_ = (one.id for one in house.reading.published())
    told: list[tuple[int, int]] = []
    index = HalfBuilt(second)
    assert rebuild(house.reading, index, lambda *at: told.append(at)) == 2
    assert told == [(3, 4), (4, 4), (4, 4)]


def _follow(house: WholeHouse, index: SearchIndex) -> None:
    """Again and again, as the server does in its turns."""
    for _ in range(100):
        try:
            if follow(house.reading, index):
                return
        except SearchUnavailable:
            sleep(0.1)
    raise AssertionError("it never followed")
