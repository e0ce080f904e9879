"""What is held is told by whoever asks while another thread puts something else in its place."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from runtime.locks import FileLock
from search.embedded import EmbeddedIndex
from search.embedded import following as beside_the_folder
from search.language import Language
from search.meilisearch import MeilisearchIndex, following
from search.whole.current import Current
from search.whole.state import Whole
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import document

KNOWN = [document(f"Choir {number}") for number in range(40)]
LONG_S = 30.0
HELD = range(1, 10**6)


class Interrupted:
    """Between two of its steps another thread does something, once."""

    meanwhile: Callable[[], object] | None = None
    _behind = False

    @property
    def behind(self) -> bool:
        said, meanwhile = self._behind, self.meanwhile
        self.meanwhile = None
        if meanwhile:
            meanwhile()
        return said

    @behind.setter
    def behind(self, said: bool) -> None:
        self._behind = said


class OfTheServer(Interrupted, following.Following):
    pass


class OfTheFolder(Interrupted, beside_the_folder.Following):
    pass


def test_what_somebody_else_just_saw_is_not_said_of_what_was_held_before(
    meilisearch_server: MeilisearchServer,
    tmp_path: Path,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "NOTE_S", LONG_S)
    server = fresh_server(meilisearch_server, meilisearch_server.keys("t"), LONG_S)
    with closing(
        MeilisearchIndex(server, FileLock(tmp_path / "lock"), language, held=HELD)
    ) as index:
        index.rebuild(KNOWN, 1)
        assert index.read_ahead(LONG_S) == len(KNOWN)
        reader, current = index._reader, index._reader._following.now()
        assert current is not None
        asked = OfTheServer(reader._fresh, reader._held, LONG_S)
        asked.hold(current)
        index.apply([document("Quagga")], (), 2)
        asked.look_again()
        asked.meanwhile = asked.now
        told = asked.now()
        assert told is not None
        assert told.whole.listings == len(KNOWN) + 1


def test_a_whole_that_was_behind_is_not_told_once_a_newer_one_is_held(
    tmp_path: Path, language: Language
) -> None:
    with closing(EmbeddedIndex(tmp_path / "index", language, held=HELD)) as index:
        index.rebuild(KNOWN, 1)
        assert index.read_ahead(LONG_S) == len(KNOWN)
        current = index._ahead.following.current
        assert current is not None
        index.apply([document("Quagga")], (), 2)
        snapshot = index._opened.now().snapshot
        asked = OfTheFolder(index._ahead._held, lambda: None)
        asked.hold(current)
        asked.behind = True
        newer = Current(Whole.of(current.whole.table, current.whole.rows()), snapshot.state)
        asked.meanwhile = lambda: asked.hold(newer)
        assert asked.of(snapshot) is not current
