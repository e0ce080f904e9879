"""The embedded index as a SearchIndex: opens, reloads, searches, writes and swaps."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import RLock

from search.answers import Page, Suggestion
from search.documents import SearchDocument
from search.embedded.ahead import Ahead
from search.embedded.answering import EngineAnswering
from search.embedded.damage import readable
from search.embedded.folder import Folder
from search.embedded.opened import Opened
from search.embedded.snapshot import Snapshot, open_index
from search.embedded.suggesting import services_begun
from search.embedded.writing import Writer, create
from search.facts.held import HELD
from search.index import Expecting, Health, SearchIndex, nobody
from search.language import Language
from search.language_files import load_language
from search.query import Query
from search.suggesting import suggestions
from search.told import Told
from search.unavailable import IndexLost, IndexMoved
from search.whole.answering import Answering


class EmbeddedIndex(SearchIndex):
    """An index in a folder; any number of processes may search it, one may write.

    The first write takes the writer's lock, which is kept until `release` or `close`. Nothing is
    read or created before the first call; a folder without an index raises IndexLost until
    `rebuild` has been called.

    A process that searches reads all listings beside where there are `held` of them. Once it holds
    them as they are it answers by itself; until then, and while much has changed, the engine does.
    """

    def __init__(self, folder: Path, language: Language | None = None, held: range = HELD) -> None:
        self._folder = Folder(folder)
        self._language = language or load_language()
        self._writing = RLock()
        self._writer: Writer | None = None
        self._told = Told()
        self._ahead = Ahead(lambda: self._opened.now().snapshot, self._check, held)
        self._opened = Opened(self._folder, self._ahead.beside.wake)

    @property
    def is_at_hand(self) -> bool:
        """Always: what is not held is read from this disk."""
        return True

    def search(self, query: Query) -> Page:
        """The listings that answer `query`, best or nearest first, ties by id."""
        return self.search_many((query,))[0]

    def search_many(self, queries: Sequence[Query], expecting: Expecting = nobody) -> list[Page]:
        """The answers to several questions of one moment; words that they share are read once."""
        with readable(self._check):
            snapshot = self._opened.now().snapshot
            return self._answering(snapshot, expecting).pages(queries)

    def _answering(self, snapshot: Snapshot, expecting: Expecting) -> Answering | EngineAnswering:
        self.begin()
        current = self._ahead.following.of(snapshot)
        if current is None:
            return self._by_engine(snapshot)
        return Answering(current, self._language, expecting)

    def _by_engine(self, snapshot: Snapshot) -> EngineAnswering:
        return EngineAnswering(snapshot, self._language)

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; none below two letters."""
        with readable(self._check):
            searcher = self._opened.now().snapshot.searcher
            return suggestions(letters, limit, partial(services_begun, searcher))

    def begin(self) -> None:
        """Begins to read all listings beside, unless that was begun."""
        self._ahead.beside.begin()

    def position(self) -> int:
        """The change number up to which the index is; 0 when it is new."""
        position = self._told.position = self._opened.now().snapshot.position
        return position

    def health(self) -> Health:
        """How the index stands now."""
        with readable(self._check):
            snapshot = self._opened.now().snapshot
            return Health(snapshot.listings(), snapshot.position)

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        """Writes and removes; the next search sees it, and `position` is kept with it.

        Raises IndexBusy when another process writes, IndexMoved when anybody else has written since
        this thread was last told the position: what it has to write may be older.
        """
        with self._writing, readable(self._check):
            writer = self._writer_now()
            try:
                writer.replace(upserts)
                writer.remove(deletes)
                writer.commit(max(position, self._opened.now().snapshot.position))
            except BaseException:
                self._forget(writer)
                raise
            self._told.position = self._opened.now().snapshot.position

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
            self._told.position = self._opened.now().snapshot.position

    def release(self) -> None:
        """Lets another process write; the next write of this one takes the lock again."""
        with self._writing:
            self._let_writer_go()
            self._folder.unlock()

    def read_ahead(self, timeout_s: float) -> int:
        """How many listings this process holds, once those are read that it reads ahead; waits no
        longer than so many seconds."""
        return self._ahead.read(timeout_s)

    def close(self) -> None:
        """Lets go of files and the lock."""
        self._ahead.beside.end()
        self.release()
        self._opened.forget()

    def _check(self) -> None:
        """Looks at the files that are read; raises IndexLost."""
        self._opened.check()

    def _writer_now(self) -> Writer:
        now = self._opened.now()
        self._opened.files.check(now.path)
        if self._writer is None:
            self._folder.lock()
            now = self._opened.now()
        if self._told.is_behind(now.snapshot.position):
            self.release()
            raise IndexMoved
        if self._writer is None:
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
