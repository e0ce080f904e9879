"""Writing to a generation of the embedded index: rows, value sets and position in one commit."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson
import tantivy
from tantivy import Document

from search.documents import SearchDocument
from search.embedded.arranging import arranged
from search.embedded.rows import gone_row, rows
from search.embedded.schema import ID, KEY, SAID, SCHEMA
from search.embedded.snapshot import POSITION_ID, SETS_ID, take
from search.embedded.value_sets import ValueSets
from search.unavailable import SearchUnavailable

_HEAP_BYTES = 64_000_000
_BUILD_HEAP_BYTES = 512_000_000


class Writer:
    """The one writer of a generation; nothing counts before `commit`."""

    def __init__(self, index: tantivy.Index, path: Path, *, building: bool = False) -> None:
        self._index, self._path = index, path
        heap = _BUILD_HEAP_BYTES if building else _HEAP_BYTES
        self._writer: Any = index.writer(heap_size=heap, num_threads=1)
        self._sets, self._notes, self._commit = ValueSets(), 0, 1
        self._read_last()

    def _read_last(self) -> None:
        snapshot = take(self._index, self._path)
        self._sets, self._notes = snapshot.sets, snapshot.notes
        self._commit = snapshot.state.written + 1

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Adds listings that are not in the index, neighbours together.

        Raises SearchUnavailable.
        """
        for document in arranged(documents):
            for row in rows(document, self._sets, self._commit):
                self._put(row)

    def _put(self, row: Document) -> None:
        try:
            self._writer.add_document(row)
        except (ValueError, OSError) as fault:
            raise self._unwritten(fault) from fault

    def replace(self, documents: Iterable[SearchDocument]) -> None:
        """Adds listings in place of what the index has of them."""
        for document in documents:
            self._delete(document.id)
            self.add((document,))

    def remove(self, ids: Iterable[str]) -> None:
        """Removes all rows of these listings; in their place stands that they were taken out."""
        for listing_id in ids:
            self._delete(listing_id)
            self._put(gone_row(listing_id, self._commit))

    def _delete(self, row_id: str) -> None:
        self._writer.delete_documents_by_term(ID, row_id)

    def commit(self, position: int) -> None:
        """Makes everything count at once, with the position; raises SearchUnavailable."""
        sets = self._sets.taken_note()
        if sets != b"[]":
            self._note(SETS_ID, self._notes, sets)
            self._notes += 1
        self._delete(POSITION_ID)
        self._note(POSITION_ID, 0, orjson.dumps((position, self._commit)))
        try:
            self._writer.commit()
        except (ValueError, OSError) as fault:
            raise self._unwritten(fault) from fault
        self._commit += 1

    def _unwritten(self, fault: Exception) -> SearchUnavailable:
        return SearchUnavailable(f"{self._path} cannot be written to ({fault})")

    def _note(self, note_id: str, number: int, said: bytes) -> None:
        note = {ID: note_id, KEY: number, SAID: said}
        self._put(Document.from_dict(note, SCHEMA))

    def rollback(self) -> None:
        """Forgets everything since the last commit."""
        self._writer.rollback()
        self._read_last()

    def finish(self) -> None:
        """Waits until nothing is being merged; the writer cannot be used afterwards."""
        self._writer.wait_merging_threads()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(*([ValueError, OSError] if kind else [])):
            self.finish()


def create(path: Path) -> tantivy.Index:
    """A new, empty index in an empty folder."""
    index = tantivy.Index(SCHEMA, path=str(path), reuse=False)
    index.config_reader("manual")
    return index
