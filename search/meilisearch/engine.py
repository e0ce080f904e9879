"""The index that a Meilisearch server keeps, as a SearchIndex."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import RLock
from uuid import uuid4

from runtime.outages import outage
from search.answers import Page, Suggestion
from search.documents import SearchDocument
from search.facts.held import HELD
from search.forgiving import respelt
from search.index import Expecting, Health, SearchIndex, nobody
from search.language import Language
from search.language_files import load_language
from search.meilisearch.asker import Asker
from search.meilisearch.finding import Finder
from search.meilisearch.locking import WriterLock
from search.meilisearch.parts import Reached
from search.meilisearch.reading import Reader
from search.meilisearch.remembering import remembered
from search.meilisearch.rows import row
from search.meilisearch.server import Server
from search.meilisearch.state import Note
from search.meilisearch.suggesting import services_begun
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.writing_alone import Alone
from search.query import Query
from search.suggesting import suggestions
from search.tokens import stem
from search.told import Told
from search.unavailable import IndexMoved, SearchUnavailable
from search.whole.answering import Answering

_AT_ONCE = 16


class MeilisearchIndex(SearchIndex):
    """An index on a server; any number of processes may search it, the holder of `lock` writes.

    Nothing is asked before the first call. A server without our index, or with one of another
    shape, raises IndexLost until `rebuild` has been called. A process that searches reads all
    listings beside where there are `held` of them. Once it holds them as they are it answers by
    itself, and looks at the index every 0.05 s, in one call, or in two where something has changed.

    Until then, and where they are too many, each search asks the server. What it asks at one
    moment goes on three connections at most and counts as one call here. A search whose words are
    known makes one call where its listings are held, and one more to read those that are not, or
    where those that were probably few are many; a crowded circle makes three. Words that were not
    asked since the index changed take up to three more, and a question of which nothing fulfils all
    words as many again as it has words, so that no search makes more than 30.
    """

    def __init__(
        self,
        server: Server,
        lock: WriterLock,
        language: Language | None = None,
        held: range = HELD,
    ) -> None:
        self._language = language or load_language()
        self._reader, self._writing = Reader(server, held), RLock()
        self.server = server
        self._alone, self._told = Alone(server, lock), Told()
        self._beside = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="meilisearch")

    @property
    def is_at_hand(self) -> bool:
        """Whether all listings are held, and the server was asked just now whether they are so."""
        return self._reader.is_at_hand

    def search(self, query: Query) -> Page:
        """The listings that answer `query`, best or nearest first, ties by id."""
        return self.search_many((query,))[0]

    def search_many(self, queries: Sequence[Query], expecting: Expecting = nobody) -> list[Page]:
        """The answers to several questions, in their order, of one state where all are held; asked
        of the server at the same time where they are not."""
        current = self._reader.whole() if queries else None
        if current is not None:
            return Answering(current, self._language, expecting).pages(queries)
        begun = [self._beside.submit(self._asked, query) for query in queries[1:]]
        return [
            *(self._asked(query) for query in queries[:1]),
            *(page.result() for page in begun),
        ]

    def _asked(self, query: Query) -> Page:
        return self._reader.steadily(lambda asker: remembered(asker, query, self._search))

    def _search(self, asker: Asker, query: Query) -> Page:
        page = self._found(asker, query, query.words)
        if page.total:
            return page
        slips, vocabulary = self._language.respelt(query.words), Vocabulary(asker)
        vocabulary.learn(map(stem, slips))
        anew = partial(self._found, asker, query)
        return respelt(query.words, slips, vocabulary.frequency, anew, nothing=page)

    def _found(self, asker: Asker, query: Query, said: str) -> Page:
        return Finder(asker, query).find(self._language.read(said))

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; none below two letters."""
        return self._reader.steadily(
            lambda asker: suggestions(letters, limit, partial(services_begun, asker))
        )

    def begin(self) -> None:
        """Begins to read all listings beside, unless that was begun."""
        self._reader.begin()

    def position(self) -> int:
        """The change number up to which the index is; 0 when it is new.

        What a search was told in the last fifth of a second is not asked again.
        """
        position = self._told.position = self._reader.position()
        return position

    def health(self) -> Health:
        """How the index stands now; the server is asked each time, whatever is remembered."""
        self._reader.note()
        return self._reader.steadily(lambda one: Health(one.listings(), one.known.note.position))

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        """Writes and removes; the next search sees it, and `position` is kept with it.

        Raises IndexBusy when another process writes, IndexMoved when anybody else has written since
        this thread was last told the position: what it has to write may be older. Whoever
        sleeps between this look and the writing sets the position back to where it was then, so
        that what others wrote meanwhile is written once more.
        """
        with self._writing:
            writer, note = self._alone.writer(), self._reader.note()
            if self._told.is_behind(note.position):
                self.release()
                raise IndexMoved
            at = Note(max(position, note.position), note.shape, note.built, uuid4().hex)
            rows = {document.id: row(document, at.position) for document in upserts}
            gone = [one for one in deletes if one not in rows]
            writer.replace(rows, gone, at)
            self._reader.note()
            self._told.position = at.position

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Replaces everything at once; searches go on in the old index until then.

        A rebuild that was broken off is gone on with where documents come in the order of their
        ids, at the position at which it was begun: what has changed since is written by the
        change log. One that failed because of its documents is thrown away; one whose documents
        could not be read, as the database was away, is kept to be gone on with.
        """
        with self._writing:
            beside = self._alone.writer().rebuild
            note, reached = beside.begun(position) or (beside.begin(position), Reached())
            try:
                beside.fill(documents, note, reached)
            except Exception as error:
                if not isinstance(error, SearchUnavailable) and outage(error) is None:
                    beside.abandon()
                raise
            beside.swap(note)
            self._reader.forget()
            self._told.position = self._reader.note().position

    def rebuilt_through(self, position: int) -> str:
        """The last id of a rebuild that was broken off and could be gone on with; else empty."""
        with self._writing:
            begun = self._alone.writer().rebuild.begun(position)
            return begun[1].through if begun else ""

    def forget_rebuild(self) -> None:
        """Throws away what a rebuild that was broken off has left; the next begins anew."""
        with self._writing:
            self._alone.writer().rebuild.abandon()

    def release(self) -> None:
        """Lets another process write; the next write of this one takes the lock again."""
        with self._writing:
            self._alone.release()

    def read_ahead(self, timeout_s: float) -> int:
        """How many listings this process holds, once those are read that it reads ahead; waits no
        longer than so many seconds."""
        return self._reader.read_ahead(timeout_s)

    def close(self) -> None:
        """Lets go of connections and the lock."""
        self.release()
        self._beside.shutdown()
        self._reader.close()
