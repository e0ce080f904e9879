"""What a run read, or is about to publish, in a file of its process until it is wanted.

Neither is worth anything to another process: a run that dies is done again. So the database is told
of the many bytes of a record once, when they are published.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from threading import Lock
from types import TracebackType
from typing import Self

_SIZE_BITS = 28
_SIZE = (1 << _SIZE_BITS) - 1


class Filed:
    """Pieces of bytes in the order in which they came, each found again by its place.

    Used as a context. Eight bytes a piece are held in memory. Several threads may add. Raises
    OSError where the disk is full.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115  # ended with the context
        self._places = array("Q")
        self._end = 0
        self._mapped: mmap | None = None
        self._adding = Lock()

    def add(self, pieces: Sequence[bytes]) -> list[int]:
        """File pieces of less than 256 MB each; gives their places."""
        with self._adding:
            ends = list(accumulate(map(len, pieces), initial=self._end))
            self._write(b"".join(pieces))
            self._end = ends.pop()
            places = [
                start << _SIZE_BITS | len(piece) for start, piece in zip(ends, pieces, strict=True)
            ]
            self._places.extend(places)
        return places

    def at(self, place: int) -> bytes:
        """The piece at a place."""
        if not place & _SIZE:
            return b""
        start = place >> _SIZE_BITS
        return self._mapped_to(start + (place & _SIZE))[start : start + (place & _SIZE)]

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.at, self._places)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def _mapped_to(self, end: int) -> mmap:
        """The file as memory, at least as far as `end`.

        A read of so few bytes would let other threads have their turn each time, and wait for it.
        """
        if self._mapped is None or len(self._mapped) < end:
            self._mapped = mmap(self._file.fileno(), 0, access=ACCESS_READ)
        return self._mapped

    def _write(self, pieces: bytes) -> None:
        self._file.seek(self._end)
        left = memoryview(pieces)
        while left:
            left = left[self._file.write(left) :]
