"""What a run read, or is about to publish, in a file of its process until it is wanted.

Neither is worth anything to another process: a run that dies is done again. So the database is told
of the many bytes of a record once, when they are published.
"""

import os
import pickle
from array import array
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from threading import Lock
from types import TracebackType
from typing import Any, Self

_SIZE_BYTES = 4


class Filed:
    """Rows in the order in which they came, each found again by its place; used as a context.

    Eight bytes a row are held in memory. Several threads may add. Raises OSError where the disk is
    full.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # ended with the context
        self._places = array("Q")
        self._adding = Lock()

    def add(self, rows: Iterable[Sequence[Any]]) -> list[int]:
        """File rows; gives their places."""
        with self._adding:
            places = [self._add(pickle.dumps(tuple(row))) for row in rows]
            self._file.flush()
            self._places.extend(places)
        return places

    def at(self, place: int) -> tuple[Any, ...]:
        """The row at a place."""
        number = self._file.fileno()
        size = int.from_bytes(os.pread(number, _SIZE_BYTES, place), "big")
        row: tuple[Any, ...] = pickle.loads(os.pread(number, size, place + _SIZE_BYTES))
        return row

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
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

    def _add(self, row: bytes) -> int:
        place = self._file.tell()
        self._file.write(len(row).to_bytes(_SIZE_BYTES, "big"))
        self._file.write(row)
        return place
