"""The index that a Meilisearch server keeps, as a SearchIndex."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import RLock
from time import monotonic
from typing import Protocol, TypeVar

from search.documents import SearchDocument
from search.index import Health, IndexBusy, Page, Query, SearchIndex, SearchUnavailable, Suggestion
from search.language import Language, load_language
from search.meilisearch.finding import find
from search.meilisearch.keys import KeyTooMighty
from search.meilisearch.rows import row
from search.meilisearch.server import Client, Server
from search.meilisearch.state import Asker, Known, Moved, Note
from search.meilisearch.suggesting import suggestions
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.writing import Writer
from search.tokens import stem, words

T = TypeVar("T")
_PATIENCE = 3
_POSITION_S = 0.2
_MOST_KNOWN = 50_000
_AT_ONCE = 16


class WriterLock(Protocol):
    """Held by the one process that writes, on whatever machine it runs."""

    def take(self) -> bool:
        """Whether it is ours now, or was already."""
        ...

    def give_back(self) -> None:
        """Lets another process take it."""
        ...


class MeilisearchIndex(SearchIndex):
    """An index on a server; any number of processes may search it, the holder of `lock` writes.

    Nothing is asked before the first call. A server without our index, or with one of another
    shape, raises IndexLost until `rebuild` has been called. A search makes one call for counts,
    one for what stands on the page and one for the words that matched; words that were not asked
    since the index changed take up to three more, a crowded circle three, and a question of which
    nothing fulfils all words as many again as it has words, so that no search makes more than 30.
    """

    def __init__(self, server: Server, lock: WriterLock, language: Language | None = None) -> None:
        self._server, self._lock = server, lock
        self._language = language or load_language()
        self._client, self._writing = Client(server), RLock()
        self._writer: Writer | None = None
        self._known: Known | None = None
        self._told: int | None = None
        self._position_at = 0.0
        self._key_seen = False
        self._beside = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="meilisearch")

    def search(self, query: Query) -> Page:
        """The listings that answer `query`, best or nearest first, ties by id."""
        return self._steadily(lambda asker: self._search(asker, query))

    def search_many(self, queries: Sequence[Query]) -> list[Page]:
        """The answers to several questions, in their order, asked at the same time."""
        return (
            list(self._beside.map(self.search, queries))
            if queries[1:]
            else [self.search(query) for query in queries]
        )

    def _search(self, asker: Asker, query: Query) -> Page:
        page = find(asker, query, self._language.read(query.words))
        return page if page.total else self._respelt(asker, query, page)

    def _respelt(self, asker: Asker, query: Query, nothing: Page) -> Page:
        """What is found when words that no listing has are read as words with synonyms."""
        slips, vocabulary = self._language.respelt(query.words), Vocabulary(asker)
        vocabulary.learn(map(stem, slips))
        meant = {w: o for w, o in slips.items() if not vocabulary.frequency(stem(w))}
        if not meant:
            return nothing
        said = " ".join(meant.get(word, word) for word in words(query.words))
        page = find(asker, query, self._language.read(said))
        read_as = {**page.corrected, **{word: (other,) for word, other in meant.items()}}
        return replace(page, corrected=read_as) if page.total else nothing

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; none below two letters."""
        return self._steadily(lambda asker: suggestions(asker, letters, limit))

    def position(self) -> int:
        """The change number up to which the index is; 0 when it is new.

        What a search was told in the last fifth of a second is not asked again.
        """
        known = self._known
        if known is None or monotonic() - self._position_at > _POSITION_S:
            self._note()
            known = self._known
        assert known is not None
        self._told = known.note.position
        return self._told

    def health(self) -> Health:
        """How the index stands now."""
        return self._steadily(lambda asker: Health(asker.listings(), asker.known.note.position))

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        """Writes and removes; the next search sees it, and `position` is kept with it.

        Raises IndexBusy when another process writes, or has written since this one was last
        asked for the position: then what it has to write may be older, and it must ask again.
        """
        with self._writing:
            fresh = self._writer is None
            writer, note = self._writer_now(), self._note()
            if fresh and self._told not in (None, note.position):
                self.release()
                raise IndexBusy("another process wrote meanwhile; ask for the position again")
            rows = {document.id: row(document) for document in upserts}
            gone = [one for one in deletes if one not in rows]
            writer.replace(rows, gone, note._replace(position=max(position, note.position)))
            self._told = self._note().position

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Replaces everything at once; searches go on in the old index until then.

        A rebuild that was broken off is gone on with where documents come in the order of their
        ids, at the position at which it was begun: what has changed since is written by the
        change log. One that failed because of its documents is thrown away.
        """
        with self._writing:
            writer = self._writer_now()
            note, through = writer.begun(position) or (writer.begin(position), "")
            try:
                writer.fill(documents, note, through)
            except SearchUnavailable:
                raise
            except Exception:
                writer.abandon()
                raise
            writer.swap(note)
            self._known = None
            self._told = self._note().position

    def rebuilt_through(self, position: int) -> str:
        """The last id of a rebuild that was broken off and could be gone on with; else empty."""
        with self._writing:
            begun = self._writer_now().begun(position)
            return begun[1] if begun else ""

    def forget_rebuild(self) -> None:
        """Throws away what a rebuild that was broken off has left; the next begins anew."""
        with self._writing:
            self._writer_now().abandon()

    def release(self) -> None:
        """Lets another process write; the next write of this one takes the lock again."""
        with self._writing:
            self._writer = None
            self._lock.give_back()

    def close(self) -> None:
        """Lets go of connections and the lock."""
        self.release()
        self._beside.shutdown()
        self._client.close()

    def _writer_now(self) -> Writer:
        if self._writer is None:
            if not self._server.writer_key:
                raise SearchUnavailable("no key that writes is set; this process only searches")
            if not self._lock.take():
                raise IndexBusy(
                    f"another process writes to {self._server.url}; nothing was written"
                )
            writer = Writer(self._server)
            if writer.reads_keys():
                self._lock.give_back()
                raise KeyTooMighty("FINGERPOST_SEARCH_WRITER_KEY")
            self._writer = writer
        return self._writer

    def _note(self) -> Note:
        asker = Asker(self._client, self._server.prefix, None, lenient=True)
        note = asker.known.note
        if self._known is None or self._known.note != note:
            self._known = self._known.at(note) if self._known else asker.known
        self._position_at = monotonic()
        return note

    def _steadily(self, ask: Callable[[Asker], T]) -> T:
        """An answer of one state of the index; what changes without pause is put up with."""
        self._check_key()
        known = self._known
        for turn in range(_PATIENCE + 1):
            asker = Asker(self._client, self._server.prefix, known, lenient=turn == _PATIENCE)
            try:
                answer = ask(asker)
            except Moved as moved:
                known = known.at(moved.note) if known else Known(moved.note)
                continue
            self._keep(asker.known)
            return answer
        raise AssertionError("a lenient asker is never moved")

    def _keep(self, known: Known) -> None:
        if len(known.frequency) + len(known.samples) > _MOST_KNOWN:
            known = Known(known.note)
        self._known, self._position_at = known, monotonic()

    def _check_key(self) -> None:
        """Refuses a search key that can do more than search; asked once."""
        if not self._key_seen:
            if not self._client.forbidden("/keys?limit=1"):
                raise KeyTooMighty("FINGERPOST_SEARCH_KEY")
            self._key_seen = True
