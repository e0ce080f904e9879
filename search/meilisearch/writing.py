"""Writing to Meilisearch: what has changed, in parts, with the note that says how far it is.

A listing that is taken out leaves its id and the position at which it was, so that whoever follows
the index learns of it. The next rebuild leaves that out.
"""

from collections.abc import Callable, Sequence

from meilisearch.errors import MeilisearchApiError, MeilisearchError

from search.meilisearch import keys
from search.meilisearch.indexes import Indexes, told
from search.meilisearch.parts import note_row, parts
from search.meilisearch.rebuilding import Rebuild
from search.meilisearch.rows import gone_row
from search.meilisearch.server import Server
from search.meilisearch.state import Note
from search.unavailable import SearchUnavailable


class Writer:
    """The writer's side of a server; it uses the writer's key. For one thread at a time.

    `is_held` says whether the writer's lock has been ours since it was taken.
    """

    def __init__(self, server: Server, is_held: Callable[[], bool]) -> None:
        self._indexes, self._uid = Indexes(server), server.prefix
        self.rebuild = Rebuild(self._indexes, server.prefix, is_held)

    def replace(self, rows: dict[str, bytes], deletes: Sequence[str], note: Note) -> None:
        """Writes and takes out, and waits until all of it can be found.

        The note comes last, and is sent only once all that it tells of is written.
        """
        with told():
            index = self._indexes.client.index(self._uid)
            gone = (gone_row(one, note.position) for one in deletes)
            *before, last = parts([*rows.values(), *gone, note_row(note)])
            for task in [index.add_documents_ndjson(part) for part in before]:
                self._indexes.wait(task.task_uid)
            self._indexes.wait(index.add_documents_ndjson(last).task_uid)

    def reads_keys(self) -> bool:
        """Whether the key may read keys, as the master's may; raises SearchUnavailable."""
        try:
            self._indexes.client.get_keys({"limit": 1})
        except MeilisearchApiError as refused:
            if refused.status_code in keys.MIGHTY:
                return False
            raise SearchUnavailable(f"{refused}; nothing was written") from refused
        except MeilisearchError as fault:
            raise SearchUnavailable(f"{fault}; nothing was written") from fault
        return True
