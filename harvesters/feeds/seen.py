"""Which ids have been read, in few bytes each, so that memory hardly grows with a feed."""

from array import array
from hashlib import blake2b

SMALLEST = 1024


class Seen:
    """A set of texts that keeps eight bytes of digest each, half of its places free."""

    def __init__(self) -> None:
        self._places = array("Q", bytes(8 * SMALLEST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> bool:
        """Whether `text` is new; it is kept from now on."""
        if not self._put(_digest(text)):
            return False
        self._count += 1
        if self._count * 2 > len(self._places):
            self._grow()
        return True

    def _put(self, digest: int) -> bool:
        places = self._places
        mask = len(places) - 1
        at = digest & mask
        while places[at]:
            if places[at] == digest:
                return False
            at = (at + 1) & mask
        places[at] = digest
        return True

    def _grow(self) -> None:
        old = self._places
        self._places = array("Q", bytes(8 * 2 * len(old)))
        for digest in old:
            if digest:
                self._put(digest)


def _digest(text: str) -> int:
    raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little") or 1
