"""What was found for words of letters alone, kept while it takes little room."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_MOST = 4_000


class Kept(Generic[K, T]):
    """Some of what was found; all is forgotten when it is too much. Threads may share it.

    What holds a digit may be of somebody's postcode and is not kept.
    """

    def __init__(self, room: int) -> None:
        """`room` is the greatest size of all together."""
        self._room, self._size = room, 0
        self._kept: dict[K, T] = {}

    def get(
        self, key: K, said: Iterable[str], find: Callable[[], T], size: Callable[[T], int]
    ) -> T:
        """What was kept for `key`, or is found now and kept, if all words `said` are letters."""
        found = self._kept.get(key)
        if found is None:
            found = find()
            if all(map(str.isalpha, said)):
                self._keep(key, found, size(found))
        return found

    def _keep(self, key: K, found: T, size: int) -> None:
        if len(self._kept) >= _MOST or self._size + size > self._room:
            self._kept, self._size = {}, 0
        self._kept[key] = found
        self._size += size
