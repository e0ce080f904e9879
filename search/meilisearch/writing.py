"""Writing to Meilisearch: documents in parts, a rebuild beside, the swap; every task waited for."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import meilisearch
import orjson
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from search.documents import SearchDocument
from search.index import SearchUnavailable
from search.meilisearch import keys, shape
from search.meilisearch.asking import one_of
from search.meilisearch.parts import built, note_row, parts, slices
from search.meilisearch.server import Server
from search.meilisearch.state import Note

ANSWER_S = 10
TASK_S = 600.0
_UNDER_WAY = 3
_SOONEST_S, _LATEST_S = 0.004, 0.1
_MISSING = "index_not_found"


class Writer:
    """The writer's side of a server; it uses the writer's key. For one thread at a time."""

    def __init__(self, server: Server) -> None:
        self._client = meilisearch.Client(server.url, server.writer_key, timeout=ANSWER_S)
        self.uid, self.beside = server.prefix, f"{server.prefix}-next"

    def replace(self, rows: dict[str, bytes], deletes: Sequence[str], note: Note) -> None:
        """Writes and removes, the note last, and waits until all of it can be found."""
        with _told():
            index = self._client.index(self.uid)
            some = slices(deletes, 1_000)
            gone = [index.delete_documents(filter=one_of(shape.ID, ids)) for ids in some]
            told = parts([*rows.values(), note_row(note)])
            for task in (*gone, *[index.add_documents_ndjson(part) for part in told]):
                self._wait(task.task_uid)

    def begun(self, position: int) -> tuple[Note, str] | None:
        """The note of a rebuild that was broken off, and the last id that it wrote.

        None when there is none that could be gone on with: it must be of our shape, and begun
        no later than at `position`.
        """
        with _told():
            kept = self._kept(self.beside)
        if kept is None:
            return None
        note, through = Note(*orjson.loads(kept.fact)), str(kept.through)
        usable = through and note.shape == shape.SHAPE and 0 < note.position <= position
        return (note, through) if usable else None

    def begin(self, position: int) -> Note:
        """An empty index beside the one that counts, with our settings."""
        with _told():
            self._drop(self.beside)
            self._make(self.beside)
            settings = self._client.index(self.beside).update_settings(dict(shape.SETTINGS))
            self._wait(settings.task_uid)
        return Note(position, shape.SHAPE, uuid4().hex)

    def fill(self, documents: Iterable[SearchDocument], note: Note, through: str) -> None:
        """Adds documents to the index beside; after each part it is noted how far it is.

        Documents up to the id `through` are there already. A few parts are under way at once.
        """
        with _told():
            index, tasks = self._client.index(self.beside), list[int]()
            for part, last in built(documents, note, through):
                tasks.append(index.add_documents_ndjson(part).task_uid)
                if len(tasks) > _UNDER_WAY:
                    self._wait(tasks.pop(0))
                through = last
            tasks.append(index.add_documents_ndjson(note_row(note)).task_uid)
            for task in tasks:
                self._wait(task)

    def swap(self, note: Note) -> None:
        """From now on the index beside counts, whose note this is; the old one is removed.

        A key for our indexes alone may not look at the task of a swap, as that is of two indexes;
        so the note tells that it is done.
        """
        with _told():
            self._make(self.uid)
            self._client.swap_indexes([{"indexes": [self.uid, self.beside]}])
            pause, until = _SOONEST_S, monotonic() + TASK_S
            while self._note_of(self.uid) != note:
                if monotonic() > until:
                    raise SearchUnavailable(f"{self.beside} is not swapped after {TASK_S:.0f} s")
                sleep(pause)
                pause = min(pause * 1.5, _LATEST_S)
            self._drop(self.beside)

    def _note_of(self, uid: str) -> Note | None:
        kept = self._kept(uid)
        return Note(*orjson.loads(kept.fact)) if kept else None

    def _kept(self, uid: str) -> Any:
        """The document of an index that is its note; None when there is none."""
        try:
            return self._client.index(uid).get_document(shape.META_ID)
        except MeilisearchApiError as refused:
            if refused.code in (_MISSING, "document_not_found"):
                return None
            raise

    def abandon(self) -> None:
        """Removes what a rebuild that failed has left."""
        with _told():
            self._drop(self.beside)

    def reads_keys(self) -> bool:
        """Whether the key may read keys, as the master's may."""
        try:
            self._client.get_keys({"limit": 1})
        except MeilisearchApiError:
            return False
        except MeilisearchError as fault:
            raise SearchUnavailable(f"{fault}; nothing was written") from fault
        return True

    def _make(self, uid: str) -> None:
        made = self._client.create_index(uid, {"primaryKey": shape.ID})
        self._wait(made.task_uid, ignoring="index_already_exists")

    def _drop(self, uid: str) -> None:
        dropped = self._client.delete_index(uid)
        self._wait(dropped.task_uid, ignoring=_MISSING)

    def _wait(self, task: int, ignoring: str = "") -> None:
        """Until a task is done; raises SearchUnavailable when it failed or takes too long."""
        pause, until = _SOONEST_S, monotonic() + TASK_S
        while True:
            told = self._client.get_task(task)
            if told.status == "succeeded":
                return
            if told.status in ("failed", "canceled"):
                error: dict[str, Any] = told.error or {}
                if error.get("code") == ignoring:
                    return
                raise SearchUnavailable(f"task {task} {told.status}: {error.get('message')}")
            if monotonic() > until:
                raise SearchUnavailable(f"task {task} is not done after {TASK_S:.0f} s")
            sleep(pause)
            pause = min(pause * 1.5, _LATEST_S)


@contextmanager
def _told() -> Iterator[None]:
    """What the client raises, as SearchUnavailable."""
    try:
        yield
    except MeilisearchApiError as said:
        if said.code == keys.INVALID:
            raise keys.refused("Meilisearch", "FINGERPOST_SEARCH_WRITER_KEY") from said
        raise SearchUnavailable(f"Meilisearch did not write: {said.message}") from said
    except MeilisearchError as fault:
        raise SearchUnavailable(f"Meilisearch did not write: {fault}") from fault
