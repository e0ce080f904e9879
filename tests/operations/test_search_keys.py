"""Keys of Meilisearch that no longer fit: said in words, and others are made when asked for."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import meilisearch
import pytest
from meilisearch.errors import MeilisearchApiError

from search.index import SearchIndex
from search.meilisearch import MeilisearchIndex, Server
from search.meilisearch.keys import INVALID
from search.unavailable import KeyRefused
from tests.fakes.locks import AlwaysHeld
from tests.fixtures.commanding import Done, ended
from tests.fixtures.meilisearch import MASTER_KEY, MeilisearchServer, meilisearch_binary
from tests.fixtures.served import environment

SEARCHES, WRITES = "FINGERPOST_SEARCH_KEY", "FINGERPOST_SEARCH_WRITER_KEY"
PREFIX, OTHERS = "keys", "keys-leeds"


class Operator:
    """Whoever runs commands; the keys that they were told last are set, as in their files."""

    def __init__(self, data: Path, server: MeilisearchServer) -> None:
        self.data, self.server = data, server
        self.keys: Mapping[str, str] = {}

    def search_keys(self, *options: str) -> tuple[dict[str, str], str]:
        """What the command tells, and what it says beside that."""
        done = self._run("search-keys", "--json", *options, said=f"{self.server.master_key}\n")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), done.stderr

    def reindex(self) -> str:
        """What is said where the index cannot be built; empty where it was."""
        done = self._run("reindex", "--json")
        return done.stderr if done.returncode else ""

    def _run(self, *command: str, said: str = "") -> Done:
        settings = environment(self.data, search_url=self.server.url, search_prefix=PREFIX)
        return ended({**settings, **self.keys}, *command, said=said)


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    server = MeilisearchServer(meilisearch_binary())
    server.start()
    made = Operator(tmp_path / "data", server)
    made.keys, said = made.search_keys()
    assert said == ""
    yield made
    server.remove()


def _index(operator: Operator) -> SearchIndex:
    keys = operator.keys
    return MeilisearchIndex(
        Server(operator.server.url, keys[SEARCHES], keys[WRITES], PREFIX), AlwaysHeld()
    )


def test_asked_again_it_tells_the_same_keys(operator: Operator) -> None:
    assert operator.search_keys() == (operator.keys, "")
    assert operator.reindex() == ""


def test_new_keys_are_made_when_asked_and_the_old_open_nothing(operator: Operator) -> None:
    assert operator.reindex() == ""
    index = _index(operator)
    assert index.health().listings == 0
    others, said = operator.search_keys("--new")
    assert {SEARCHES: said.count(SEARCHES), WRITES: said.count(WRITES)} == {SEARCHES: 1, WRITES: 1}
    assert not set(others.values()) & set(operator.keys.values())
    assert "does not know the key" in operator.reindex()
    with pytest.raises(KeyRefused, match="does not know the key in FINGERPOST_SEARCH_KEY"):
        index.health()
    index.close()
    operator.keys = others
    assert operator.search_keys() == (others, "")
    assert operator.reindex() == ""


def test_keys_do_not_open_the_indexes_of_another_directory(operator: Operator) -> None:
    assert operator.reindex() == ""
    master = meilisearch.Client(operator.server.url, operator.server.master_key)
    for uid in (OTHERS, f"{OTHERS}-next-1"):
        master.wait_for_task(master.create_index(uid).task_uid, interval_in_ms=10)
    for key in operator.keys.values():
        ours = meilisearch.Client(operator.server.url, key)
        with pytest.raises(MeilisearchApiError, match=INVALID):
            ours.index(OTHERS).search("")
    writer = meilisearch.Client(operator.server.url, operator.keys[WRITES])
    with pytest.raises(MeilisearchApiError, match=INVALID):
        writer.delete_index(f"{OTHERS}-next-1")


def _fresh_folder(server: MeilisearchServer) -> None:
    server.come_back_empty()


def _another_master_key(server: MeilisearchServer) -> None:
    server.kill()
    server.master_key = f"{MASTER_KEY}-and-another"
    server.start()


@pytest.mark.parametrize("change", [_fresh_folder, _another_master_key])
def test_keys_of_another_server_are_told_so(
    operator: Operator, change: Callable[[MeilisearchServer], None]
) -> None:
    assert operator.reindex() == ""
    change(operator.server)
    failed = operator.reindex()
    assert "does not know the key in FINGERPOST_SEARCH" in failed
    assert "fingerpost search-keys" in failed
    others, said = operator.search_keys()
    assert f"{SEARCHES} is set to another key" in said
    assert f"{WRITES} is set to another key" in said
    operator.keys = others
    assert operator.reindex() == ""
    assert operator.search_keys() == (others, "")
