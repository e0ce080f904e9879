"""Reading listings ahead: a process that has begun to search soon knows most of them."""

from collections.abc import Callable, Iterator
from itertools import product
from threading import Event, Thread
from time import monotonic

from search.index import SearchUnavailable
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import quoted

_FEWEST = 5_000
"""Fewer are read as they are found."""

_LETTERS = "0123456789abcdef"
_AT_ONCE = 2_000


class Ahead:
    """Reads slice after slice of all listings, resting as long as it reads.

    A slice is all whose finger begins alike, so that what has been read is at any time a fair
    sample. It ends when enough are held or the engine is away: the rest is read as it is found.
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
        try:
            listings = self._asker().listings()
            for begun in _slices(listings) if listings >= _FEWEST else ():
                asker, started = self._asker(), monotonic()
                clause = f"{shape.FINGER} STARTS WITH {quoted(begun)}"
                asker.read_all(clause)
                rest = monotonic() - started
                if asker.held.ample() or self._ended.wait(rest):
                    return
        except SearchUnavailable:
            return


def _slices(listings: int) -> Iterator[str]:
    """All beginnings of fingers, so long that each is of some hundred listings."""
    length = 1
    while listings / len(_LETTERS) ** length > _AT_ONCE:
        length += 1
    return map("".join, product(_LETTERS, repeat=length))
