"""A read kept in a temporary file until it is judged as a whole."""

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from tempfile import TemporaryFile

import numpy as np
import orjson

from harvesters.identity import Identity

BUFFER_BYTES = 1024 * 1024


class Spool:
    """Identities in their order, and which keys came more than once.

    Eight bytes a record are held in memory, however large the feed; the rest goes to disk.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER_BYTES)  # noqa: SIM115  # ended by close()
        self._marks = array("Q")

    def add(self, identity: Identity) -> None:
        said = identity.said
        head = orjson.dumps([identity.key, identity.fingerprint, identity.fault, len(said)])
        self._file.write(b"%d\n%b%b" % (len(head), head, said))
        self._marks.append(_mark(identity.key))

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Identity]:
        return (identity for _offset, identity in self.located())

    def located(self) -> Iterator[tuple[int, Identity]]:
        """Each identity with its offset, for `at`; reading elsewhere between two is safe."""
        offset = 0
        for _record in range(len(self)):
            identity = self.at(offset)
            following = self._file.tell()
            yield offset, identity
            offset = following

    def at(self, offset: int) -> Identity:
        """The identity that stands at an offset."""
        self._file.seek(offset)
        size = int(self._file.readline())
        key, fingerprint, fault, length = orjson.loads(self._file.read(size))
        return Identity(key, self._file.read(length), fingerprint, fault)

    def repeated(self) -> frozenset[int]:
        """The marks of keys that stand here more than once."""
        marks = np.sort(np.frombuffer(self._marks, dtype=np.uint64))
        return frozenset(marks[1:][marks[1:] == marks[:-1]].tolist())

    def is_among(self, position: int, marks: frozenset[int]) -> bool:
        """Whether the key at a position has one of these marks."""
        return bool(marks) and self._marks[position] in marks

    def close(self) -> None:
        self._file.close()


def _mark(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
