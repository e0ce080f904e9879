"""Who sleeps in a rebuild (SIGSTOP) while another takes over: what it has is not what counts."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from runtime.locks import DatabaseLock
from search.embedded import EmbeddedIndex
from search.index import SearchIndex
from search.language import Language
from search.meilisearch import MeilisearchIndex, Server
from search.meilisearch.indexes import Indexes
from search.meilisearch.keys import Keys
from search.unavailable import IndexBusy
from tests.fakes.sleeping_rebuild import FENCED, LOCK, listings
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.search import LONG_S, ask, document
from tests.fixtures.served import ROOT

PATIENCE_S = 60.0
WHERE = pytest.mark.parametrize("where", ["filling", "swapping"])
BEFORE = listings()
LATER = document("Choir of Sale", id=BEFORE[0].id)
GONE = BEFORE[1].id
AFTER = [LATER, *BEFORE[2:]]
NEWEST = 4
_HELD = (
    "FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
    " WHERE d.datname = current_database() AND l.locktype = 'advisory'"
)
Takeover = Callable[[SearchIndex], None]


class Sleeper:
    """The process that rebuilds, stopped where it stands still."""

    def __init__(self, folder: Path, where: str, **engine: Any) -> None:
        self._folder = folder
        said = json.dumps({"folder": str(folder), "where": where, **engine})
        command = [sys.executable, "-m", "tests.fakes.sleeping_rebuild", said]
        self.process = subprocess.Popen(command, cwd=ROOT)

    def fall_asleep(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while not (self._folder / "stands-still").exists():
            assert self.process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
        os.kill(self.process.pid, signal.SIGSTOP)

    def wake(self) -> int:
        """Let it go on; the code with which it ends."""
        (self._folder / "go-on").touch()
        os.kill(self.process.pid, signal.SIGCONT)
        return self.process.wait(timeout=PATIENCE_S)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def _rebuilds(index: SearchIndex) -> None:
    """From the beginning, at the newest change."""
    index.forget_rebuild()
    index.rebuild(AFTER, NEWEST)


def _goes_on(index: SearchIndex) -> None:
    """With what the sleeper has written, if it can; the change log does the rest."""
    index.rebuild(AFTER, NEWEST)
    _follow(index)


def _follow(index: SearchIndex) -> None:
    """As `journeys.index` does with every turn: what is lacking is written from the change log."""
    if index.position() < NEWEST:
        index.apply([LATER], [GONE], NEWEST)


def _is_right(index: SearchIndex) -> None:
    assert index.position() == NEWEST
    assert {hit.id for hit in ask(index, limit=100).hits} == {one.id for one in AFTER}
    assert [hit.id for hit in ask(index, "sale ").hits] == [LATER.id]


class House:
    """Two machines with one Meilisearch and one PostgreSQL."""

    def __init__(self, server: Server, url: str, language: Language) -> None:
        self.server, self.url, self._language = server, url, language
        self._made: list[tuple[MeilisearchIndex, Engine]] = []

    def index(self) -> MeilisearchIndex:
        engine = create_engine(self.url)
        made = MeilisearchIndex(self.server, DatabaseLock(engine, LOCK), self._language)
        self._made.append((made, engine))
        return made

    def break_connections(self) -> None:
        """The locks of all are lost, as when a machine is out of reach for long."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            while connection.execute(text(f"SELECT pg_terminate_backend(l.pid) {_HELD}")).all():
                time.sleep(0.05)
        engine.dispose()

    def close(self) -> None:
        for index, engine in self._made:
            index.close()
            engine.dispose()


@pytest.fixture
def house(
    meilisearch_server: MeilisearchServer,
    meilisearch_keys: Keys,
    postgres: PostgresServer,
    language: Language,
) -> Iterator[House]:
    server = fresh_server(meilisearch_server, meilisearch_keys, LONG_S)
    made = House(server, postgres.new_database(), language)
    yield made
    made.close()


@pytest.fixture
def asleep(request: pytest.FixtureRequest) -> Iterator[Callable[..., Sleeper]]:
    made: list[Sleeper] = []

    def start(*said: Any, **engine: Any) -> Sleeper:
        made.append(Sleeper(*said, **engine))
        made[-1].fall_asleep()
        return made[-1]

    yield start
    for one in made:
        one.end()


@WHERE
@pytest.mark.parametrize("takes_over", [_rebuilds, _goes_on, _follow])
def test_on_a_server_nothing_older_counts(
    house: House,
    asleep: Callable[..., Sleeper],
    tmp_path: Path,
    where: str,
    takes_over: Takeover,
) -> None:
    first = house.index()
    first.rebuild(BEFORE, 1)
    first.release()
    sleeper = asleep(tmp_path, where, server=asdict(house.server), database=house.url)
    other = house.index()
    with pytest.raises(IndexBusy):
        other.apply([LATER], (), NEWEST)
    house.break_connections()
    takes_over(other)
    assert sleeper.wake() == FENCED
    _is_right(other)
    _goes_on(other)
    _is_right(house.index())
    assert Indexes(house.server).begin_with(f"{house.server.prefix}-next") == []


def test_what_the_engine_made_by_itself_is_not_gone_on_with(house: House) -> None:
    """What a sleeper's last part makes anew once its index was removed holds that part alone."""
    index = house.index()
    index.rebuild(BEFORE, 1)
    indexes, uid = Indexes(house.server), f"{house.server.prefix}-next-{'0' * 32}"
    note = indexes.kept(house.server.prefix)
    row = {"id": "_meta", "fact": note.fact, "through": BEFORE[9].id}
    indexes.wait(indexes.client.index(uid).add_documents([row], "id").task_uid)
    assert index.rebuilt_through(NEWEST) == ""
    index.rebuild(AFTER, NEWEST)
    _is_right(index)


@WHERE
def test_in_a_folder_the_sleeper_keeps_the_lock(
    asleep: Callable[..., Sleeper], tmp_path: Path, where: str, language: Language
) -> None:
    folder = tmp_path / "index"
    other = EmbeddedIndex(folder, language)
    other.rebuild(BEFORE, 1)
    other.release()
    sleeper = asleep(tmp_path, where, index=str(folder))
    with pytest.raises(IndexBusy):
        other.rebuild(AFTER, NEWEST)
    assert sleeper.wake() == 0
    _follow(other)
    _is_right(other)
    other.close()


@WHERE
def test_in_a_folder_that_was_deleted_meanwhile_nothing_older_counts(
    asleep: Callable[..., Sleeper], tmp_path: Path, where: str, language: Language
) -> None:
    folder = tmp_path / "index"
    sleeper = asleep(tmp_path, where, index=str(folder))
    shutil.rmtree(folder)
    other = EmbeddedIndex(folder, language)
    other.rebuild(AFTER, NEWEST)
    before = _files(folder)
    assert sleeper.wake() == FENCED
    assert _files(folder) == before
    _is_right(other)
    other.close()
    _is_right(EmbeddedIndex(folder, language))


def _files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*")}
