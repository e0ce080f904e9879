"""Reading listings ahead: a process that has begun to search soon knows most of them."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

from search.index import SearchUnavailable
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import EVERYTHING, quoted

T = TypeVar("T")
_FEWEST = 5_000
"""Fewer are read as they are found."""

_LETTERS = "0123456789abcdef"
_AT_ONCE = 2_000
_AGAIN_S = 5.0
"""After so long an engine is asked again that was away or too slow."""


class Ahead:
    """Reads slice after slice of all listings, resting as long as it reads.

    A slice is all whose finger begins alike, so that what has been read is at any time a fair
    sample. It ends when enough are held: the rest is read as it is found.
    """

    def __init__(self, asker: Callable[[], Asker]) -> None:
        self._asker, self._ended = asker, Event()
        self._thread = Thread(target=self._read, name="meilisearch-reads-ahead", daemon=True)
        self._begun = False

    def begin(self) -> None:
        """Begins, unless it has begun before."""
        if not self._begun:
            self._begun = True
            self._thread.start()

    def wait(self, timeout_s: float) -> None:
        """Until all is read, or so long."""
        if self._begun:
            self._thread.join(timeout_s)

    def end(self) -> None:
        """Ends soon, whatever is left."""
        self._ended.set()
        self.wait(5.0)

    def _read(self) -> None:
        listings = self._patiently(self._count)
        slices = _slices(listings) if listings and listings >= _FEWEST else ()
        for begun in slices:
            clause, started = (
                f"{EVERYTHING} AND {shape.FINGER} STARTS WITH {quoted(begun)}",
                monotonic(),
            )
            ample = self._patiently(partial(self._read_slice, clause))
            if ample in (True, None) or self._ended.wait(monotonic() - started):
                return

    def _patiently(self, ask: Callable[[], T]) -> T | None:
        """What is answered, once the engine answers; None when it has to end."""
        while not self._ended.is_set():
            try:
                return ask()
            except SearchUnavailable:
                self._ended.wait(_AGAIN_S)
        return None

    def _count(self) -> int:
        asker = self._asker()
        listings = asker.listings()
        asker.held.make_room(listings)
        return listings

    def _read_slice(self, clause: str) -> bool:
        asker = self._asker()
        asker.read_all(clause)
        return asker.held.ample()


def _slices(listings: int) -> Iterator[str]:
    """All beginnings of fingers, so long that each is of some hundred listings."""
    length = 1
    while listings / len(_LETTERS) ** length > _AT_ONCE:
        length += 1
    return map("".join, product(_LETTERS, repeat=length))
