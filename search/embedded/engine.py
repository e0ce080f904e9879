"""The embedded index as a SearchIndex: opens, reloads, searches, writes and swaps."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock, RLock
from typing import NamedTuple

import tantivy

from search.documents import SearchDocument
from search.embedded.damage import readable
from search.embedded.finding import find
from search.embedded.folder import Folder, Stamp
from search.embedded.snapshot import Snapshot, open_index, take
from search.embedded.soundness import Soundness
from search.embedded.suggesting import services_begun
from search.embedded.wording import Attempts
from search.embedded.writing import Writer, create
from search.forgiving import respelt
from search.index import Health, IndexBusy, IndexLost, Page, Query, SearchIndex, Suggestion
from search.language import Language, load_language
from search.suggesting import suggestions


class _Open(NamedTuple):
    """A generation as it was last seen."""

    path: Path
    handle: tantivy.Index
    stamp: Stamp
    snapshot: Snapshot


class EmbeddedIndex(SearchIndex):
    """An index in a folder; any number of processes may search it, one may write.

    The first write takes the writer's lock, which is kept until `release` or `close`. Nothing is
    read or created before the first call; a folder without an index raises IndexLost until
    `rebuild` has been called.
    """

    def __init__(self, folder: Path, language: Language | None = None) -> None:
        self._folder = Folder(folder)
        self._language = language or load_language()
        self._opening, self._writing = Lock(), RLock()
        self._open: _Open | None = None
        self._writer: Writer | None = None
        self._told: int | None = None
        self._files = Soundness()

    def search(self, query: Query) -> Page:
        """The listings that answer `query`, best or nearest first, ties by id."""
        return self.search_many((query,))[0]

    def search_many(self, queries: Sequence[Query]) -> list[Page]:
        """The answers to several questions of one moment; words that they share are read once."""
        with readable():
            snapshot = self._now().snapshot
            ways = {words: self._ways(snapshot, words) for words in {q.words for q in queries}}
            return [self._answer(snapshot, query, ways[query.words]) for query in queries]

    def _ways(self, snapshot: Snapshot, said: str) -> Attempts:
        return snapshot.ways.of(said, self._language)

    def _answer(self, snapshot: Snapshot, query: Query, ways: Attempts) -> Page:
        if query.reach != "wide":
            return self._found(snapshot, query, ways)
        return snapshot.wide.of(query, lambda: self._found(snapshot, query, ways))

    def _found(self, snapshot: Snapshot, query: Query, ways: Attempts) -> Page:
        page = find(snapshot, query, ways)
        if page.total:
            return page
        return respelt(
            query.words,
            self._language.respelt(query.words),
            snapshot.ways.vocabulary.frequency,
            lambda said: find(snapshot, query, self._ways(snapshot, said)),
            nothing=page,
        )

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; none below two letters."""
        with readable():
            searcher = self._now().snapshot.searcher
            return suggestions(letters, limit, partial(services_begun, searcher))

    def position(self) -> int:
        """The change number up to which the index is; 0 when it is new."""
        self._told = self._now().snapshot.position
        return self._told

    def health(self) -> Health:
        """How the index stands now."""
        with readable():
            snapshot = self._now().snapshot
            return Health(snapshot.listings(), snapshot.position)

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        """Writes and removes; the next search sees it, and `position` is kept with it.

        Raises IndexBusy when another process writes, or has written since this one was last
        asked for the position: then what it has to write may be older, and it must ask again.
        """
        with self._writing, readable():
            writer = self._writer_now()
            try:
                writer.replace(upserts)
                writer.remove(deletes)
                writer.commit(max(position, self._now().snapshot.position))
            except BaseException:
                self._forget(writer)
                raise
            self._now()

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Replaces everything at once; searches go on in the old index until then."""
        with self._writing:
            self._folder.lock()
            generation = self._folder.begin()
            with Writer(create(generation), generation, building=True) as writer:
                writer.add(documents)
                writer.commit(position)
            self._let_writer_go()
            self._folder.make_current(generation)
            self._now()

    def release(self) -> None:
        """Lets another process write; the next write of this one takes the lock again."""
        with self._writing:
            self._let_writer_go()
            self._folder.unlock()

    def close(self) -> None:
        """Lets go of files and the lock."""
        self.release()
        with self._opening:
            self._open = None

    def _now(self) -> _Open:
        """The generation that counts, as it is at this moment; raises IndexLost."""
        held = self._open
        if held is not None and self._unchanged(held):
            self._files.look(held.path)
            return held
        with self._opening:
            self._open = self._reopened(self._open)
            return self._open

    def _unchanged(self, held: _Open) -> bool:
        try:
            return self._folder.stamp(held.path) == held.stamp
        except IndexLost:
            return False

    def _reopened(self, held: _Open | None) -> _Open:
        path = self._folder.current()
        try:
            return self._opened(path, held)
        except IndexLost:
            if self._folder.current() == path:
                raise
            return self._opened(self._folder.current(), None)

    def _opened(self, path: Path, held: _Open | None) -> _Open:
        stamp = self._folder.stamp(path)
        self._files.check(path)
        if held is None or held.path != path:
            index = open_index(path)
            return _Open(path, index, stamp, take(index, path))
        if held.stamp == stamp:
            return held
        return held._replace(stamp=stamp, snapshot=take(held.handle, path, held.snapshot))

    def _writer_now(self) -> Writer:
        now = self._now()
        self._files.check(now.path)
        if self._writer is None:
            self._folder.lock()
            now = self._now()
            if self._told not in (None, now.snapshot.position):
                raise IndexBusy("another process wrote meanwhile; ask for the position again")
            self._writer = Writer(open_index(now.path), now.path)
        return self._writer

    def _forget(self, writer: Writer) -> None:
        """Undoes what was not committed; a writer that cannot is let go."""
        try:
            writer.rollback()
        except BaseException:
            self._writer = None

    def _let_writer_go(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(IndexLost, ValueError, OSError), readable():
                writer.finish()
