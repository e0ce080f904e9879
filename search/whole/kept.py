"""What was found for words of letters alone, kept while it takes little room."""

from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_MOST = 4_000


class Kept(Generic[K, T]):
    """Some of what was found; what was kept first goes first. Threads may share it.

    What holds a digit may be of somebody's postcode and is not kept.
    """

    def __init__(self, room: int) -> None:
        """`room` is the greatest size of all together."""
        self._room, self.size = room, 0
        self._kept: dict[K, tuple[T, int]] = {}
        self._keeping = Lock()

    def of(self, key: K, said: Iterable[str], find: Callable[[], T], size: Callable[[T], int]) -> T:
        """What was kept for `key`, or is found now and kept, if all words `said` are letters."""
        found = self.get(key)
        if found is None:
            found = find()
            self.keep(key, said, found, size(found))
        return found

    def get(self, key: K) -> T | None:
        """What was kept for `key`."""
        kept = self._kept.get(key)
        return kept[0] if kept else None

    def keep(self, key: K, said: Iterable[str], found: T, size: int) -> None:
        """Keeps what was found, or what has grown since it was, if all words `said` are letters."""
        before = self._kept.get(key)
        if before and before[0] is found and before[1] == size:
            return
        if all(map(str.isalpha, said)):
            self._keep(key, found, size)

    def _keep(self, key: K, found: T, size: int) -> None:
        with self._keeping:
            before = self._kept.get(key)
            self.size += size - (before[1] if before else 0)
            self._kept[key] = found, size
            while len(self._kept) > _MOST or self.size > self._room:
                self.size -= self._kept.pop(next(iter(self._kept)))[1]
