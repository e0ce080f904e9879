"""The writer of a process, while it is the one that writes to an index."""

from search.meilisearch.keys import KeyTooMighty
from search.meilisearch.locking import WriterLock
from search.meilisearch.server import Server
from search.meilisearch.writing import Writer
from search.unavailable import IndexBusy, SearchUnavailable


class Alone:
    """Takes the lock when something is first written, and looks at it each time after that."""

    def __init__(self, server: Server, lock: WriterLock) -> None:
        self._server, self._lock = server, lock
        self._writer: Writer | None = None

    def writer(self) -> Writer:
        """What writes; raises IndexBusy when another process does, SearchUnavailable when none may.

        KeyTooMighty, which is one of those, is raised of a key that may read keys.
        """
        if self._writer is not None and not self._lock.take():
            self._writer = None
            raise IndexBusy(f"another process took over {self._server.url}; nothing was written")
        if self._writer is None:
            self._writer = self._begun()
        return self._writer

    def release(self) -> None:
        """Lets another process write; the next write of this one takes the lock again."""
        self._writer = None
        self._lock.give_back()

    def _begun(self) -> Writer:
        if not self._server.writer_key:
            raise SearchUnavailable("no key that writes is set; this process only searches")
        if not self._lock.take():
            raise IndexBusy(f"another process writes to {self._server.url}; nothing was written")
        writer = Writer(self._server, self._lock.is_held)
        if writer.reads_keys():
            self._lock.give_back()
            raise KeyTooMighty("FINGERPOST_SEARCH_WRITER_KEY")
        return writer
