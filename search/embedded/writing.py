"""Writing to a generation of the embedded index: rows, value sets and position in one commit."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import tantivy
from tantivy import Document

from search.documents import SearchDocument
from search.embedded.arranging import arranged
from search.embedded.rows import rows
from search.embedded.schema import CARD, ID, KEY, SCHEMA
from search.embedded.snapshot import POSITION_ID, SETS_ID, take
from search.embedded.value_sets import ValueSets
from search.index import SearchUnavailable

_HEAP_BYTES = 64_000_000
_BUILD_HEAP_BYTES = 512_000_000


class Writer:
    """The one writer of a generation; nothing counts before `commit`."""

    def __init__(self, index: tantivy.Index, path: Path, *, building: bool = False) -> None:
        self._index, self._path = index, path
        heap = _BUILD_HEAP_BYTES if building else _HEAP_BYTES
        self._writer: Any = index.writer(heap_size=heap, num_threads=1)
        self._sets, self._notes = ValueSets(), 0
        self._read_sets()

    def _read_sets(self) -> None:
        snapshot = take(self._index, self._path)
        self._sets, self._notes = snapshot.sets, snapshot.notes

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Adds listings that are not in the index, neighbours together.

        Raises SearchUnavailable.
        """
        add = self._writer.add_document
        for document in arranged(documents):
            for row in rows(document, self._sets):
                try:
                    add(row)
                except (ValueError, OSError) as fault:
                    raise self._unwritten(fault) from fault

    def replace(self, documents: Iterable[SearchDocument]) -> None:
        """Adds listings in place of what the index has of them."""
        for document in documents:
            self.remove((document.id,))
            self.add((document,))

    def remove(self, ids: Iterable[str]) -> None:
        """Removes all rows of these listings."""
        for listing_id in ids:
            self._writer.delete_documents_by_term(ID, listing_id)

    def commit(self, position: int) -> None:
        """Makes everything count at once, with the position; raises SearchUnavailable."""
        sets = self._sets.taken_note()
        if sets != b"[]":
            self._note(SETS_ID, self._notes, sets)
            self._notes += 1
        self.remove((POSITION_ID,))
        self._note(POSITION_ID, 0, str(position).encode())
        try:
            self._writer.commit()
        except (ValueError, OSError) as fault:
            raise self._unwritten(fault) from fault

    def _unwritten(self, fault: Exception) -> SearchUnavailable:
        return SearchUnavailable(f"{self._path} cannot be written to ({fault})")

    def _note(self, note_id: str, number: int, said: bytes) -> None:
        note = {ID: note_id, KEY: number, CARD: said}
        self._writer.add_document(Document.from_dict(note, SCHEMA))

    def rollback(self) -> None:
        """Forgets everything since the last commit."""
        self._writer.rollback()
        self._read_sets()

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
