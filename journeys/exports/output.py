"""A file that is being written: its bytes are counted and summed up as they go by."""

import os
from hashlib import sha256
from pathlib import Path

PIECE = 1 << 18


class Output:
    """A new file; `close` sees that it is on the disk."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        self._held: list[bytes] = []
        self._waiting = 0
        self._sum = sha256()
        self.bytes = 0
        self.closed = False

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._sum.hexdigest()

    def write(self, piece: bytes) -> int:
        """Add to the file; gives how many bytes that were."""
        data = bytes(piece)
        self._held.append(data)
        self._waiting += len(data)
        if self._waiting >= PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Hand what is held to the operating system."""
        data = memoryview(b"".join(self._held))
        self._held, self._waiting = [], 0
        self._sum.update(data)
        self.bytes += len(data)
        while data:
            data = data[self._file.write(data) or 0 :]

    def close(self) -> None:
        """Write the rest, and wait for the disk."""
        if self.closed:
            return
        self.flush()
        os.fsync(self._file.fileno())
        self.abandon()

    def abandon(self) -> None:
        """Let go of the file as it is."""
        self.closed = True
        self._file.close()
