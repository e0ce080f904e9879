"""Things kept in memory by their keys, as long as all of them together are small enough."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from typing import TypeVar

T = TypeVar("T")


class Bounded(MutableMapping[str, T]):
    """At most `most_bytes` of things; those not asked for longest go first.

    What is larger by itself is not taken, and what it would replace is let go of. Whoever shares
    these between threads holds a lock.
    """

    def __init__(self, most_bytes: int, bytes_of: Callable[[str, T], int]) -> None:
        """`bytes_of` is what a key and its thing take, the same whenever it is asked."""
        self._most_bytes = most_bytes
        self._bytes_of = bytes_of
        self._things: OrderedDict[str, T] = OrderedDict()
        self.bytes = 0

    def asked(self, key: str) -> T | None:
        """What is kept for a key; of all it will be let go last."""
        found = self._things.get(key)
        if found is not None:
            self._things.move_to_end(key)
        return found

    def put_by(self, key: str, thing: T) -> bool:
        """Keep what nobody has asked for, where there is room, and say whether it is kept.

        It goes before all others; what is kept for its key stays.
        """
        taken = self._bytes_of(key, thing)
        if key not in self._things and self.bytes + taken <= self._most_bytes:
            self._things[key] = thing
            self._things.move_to_end(key, last=False)
            self.bytes += taken
        return key in self._things

    def __getitem__(self, key: str) -> T:
        return self._things[key]

    def __contains__(self, key: object) -> bool:
        return key in self._things

    def __setitem__(self, key: str, thing: T) -> None:
        if key in self._things:
            del self[key]
        taken = self._bytes_of(key, thing)
        if taken <= self._most_bytes:
            self._things[key] = thing
            self.bytes += taken
        while self.bytes > self._most_bytes:
            del self[next(iter(self._things))]

    def __delitem__(self, key: str) -> None:
        self.bytes -= self._bytes_of(key, self._things.pop(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def clear(self) -> None:
        """Let go of all, at one go."""
        self._things.clear()
        self.bytes = 0
