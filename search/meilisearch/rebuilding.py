"""A rebuild beside the index that counts, and the swap; fenced against whoever lost the lock."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

import orjson

from search.documents import SearchDocument
from search.meilisearch import shape
from search.meilisearch.indexes import Indexes, patiently, told
from search.meilisearch.parts import Reached, built, note_row
from search.meilisearch.state import Note
from search.unavailable import IndexBusy, SearchUnavailable

_UNDER_WAY = 16
"""So many parts are sent before the first is waited for: the engine takes what has come as one, and
each taking writes the commonest words' lists anew."""


class Rebuild:
    """The writer's side of rebuilds. For one thread at a time.

    Each has an index beside of its own, named after its note, so that nobody who slept and wakes
    writes into another's. `is_held` says whether the writer's lock has been ours all along: once
    it has not, nothing more is sent, and nothing is swapped or removed.
    """

    def __init__(self, indexes: Indexes, uid: str, is_held: Callable[[], bool]) -> None:
        self._indexes, self._is_held = indexes, is_held
        self._uid, self._next = uid, f"{uid}-next"

    def begun(self, position: int) -> tuple[Note, Reached] | None:
        """The note of a rebuild that was broken off, and how far it is.

        None when there is none that could be gone on with: it must be of our shape and settings,
        begun no later than at `position`, and hold as many listings as it says. What the engine
        was sent and has not done yet, as when it has just started again, is waited for.
        """
        with told():
            for uid in self._indexes.begin_with(self._next):
                self._indexes.wait_for_all(uid)
                kept = self._indexes.kept(uid)
                if kept is None or not self._indexes.is_shaped(uid):
                    continue
                note, reached = Note(*orjson.loads(kept.fact)), _reached(kept)
                ours = note.shape == shape.SHAPE and uid == self._beside(note)
                in_time = 0 < note.position <= position
                if ours and in_time and reached.through and self._is_whole(note, reached.listings):
                    return note, reached
        return None

    def begin(self, position: int) -> Note:
        """An empty index beside the one that counts, with our settings."""
        self.abandon()
        note = Note(position, shape.SHAPE, uuid4().hex)
        with told():
            self._indexes.make(self._beside(note))
            self._indexes.shape(self._beside(note))
        return note

    def fill(self, documents: Iterable[SearchDocument], note: Note, reached: Reached) -> None:
        """Adds documents, each once, to the index beside; each part notes how far that is.

        Those that it has `reached` are there already. A few parts are under way at once. Raises
        SearchUnavailable when one fails, or the index beside has not all of them afterwards.
        """
        listings = reached.listings
        with told():
            index, tasks = self._indexes.client.index(self._beside(note)), list[int]()
            for part, so_many in built(documents, note, reached):
                self._ask_leave()
                tasks.append(index.add_documents_ndjson(part).task_uid)
                if len(tasks) > _UNDER_WAY:
                    self._indexes.wait(tasks.pop(0))
                listings = so_many
            self._ask_leave()
            tasks.append(index.add_documents_ndjson(note_row(note)).task_uid)
            for task in tasks:
                self._indexes.wait(task)
            if not self._is_whole(note, listings):
                raise SearchUnavailable(
                    f"{self._beside(note)} has not all listings, expected {listings}; not swapped"
                )

    def swap(self, note: Note) -> None:
        """From now on the index beside counts, whose note this is; the old one is removed.

        Raises IndexBusy when another process has the lock, or had it and removed the index beside:
        the engine makes an index anew for what is written to none, and that would not be whole.
        """
        beside = self._beside(note)
        with told():
            self._indexes.make(self._uid)
            if not self._indexes.is_shaped(beside):
                raise IndexBusy(f"another process removed {beside}; nothing was swapped")
            self._ask_leave()
            self._indexes.client.swap_indexes([{"indexes": [self._uid, beside]}])
            self._wait_for_swap(note)
            self._indexes.drop(beside)

    def abandon(self) -> None:
        """Removes what rebuilds that failed have left."""
        self._ask_leave()
        with told():
            for uid in self._indexes.begin_with(self._next):
                self._indexes.drop(uid)

    def _is_whole(self, note: Note, listings: int) -> bool:
        """Whether the index beside has its note and so many listings."""
        return self._indexes.rows(self._beside(note)) == listings + 1

    def _wait_for_swap(self, note: Note) -> None:
        """A key for our indexes alone may not look at the task of a swap, as that is of two; so
        the note tells that it is done."""
        for _ in patiently(f"{self._next} is not swapped"):
            if self._indexes.note_of(self._uid) == note:
                return
            if self._beside(note) not in self._indexes.begin_with(self._next):
                raise IndexBusy(
                    f"another process removed {self._beside(note)}; nothing was swapped"
                )

    def _ask_leave(self) -> None:
        if not self._is_held():
            raise IndexBusy("another process writes to the index now; this rebuild was given up")

    def _beside(self, note: Note) -> str:
        return f"{self._next}-{note.built}"


def _reached(kept: Any) -> Reached:
    """What a note says of how far it is; one of before listings were counted says nothing."""
    counted = hasattr(kept, "listings")
    return Reached(str(kept.through), int(kept.listings)) if counted else Reached()
