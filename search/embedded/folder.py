"""The folder of an embedded index: which generation counts, and who may write.

<folder>/current.json      names the generation that counts, replaced in one step
<folder>/writer.lock       held by the one process that writes
<folder>/g000001-1f0e/ ... generations: each a whole index, of a name that comes once
"""

import fcntl
import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, NamedTuple

import orjson

from search.embedded.schema import SHAPE
from search.unavailable import IndexBusy, IndexLost

CURRENT = "current.json"
LOCK = "writer.lock"
_META = "meta.json"


class Stamp(NamedTuple):
    """Changes whenever the index does."""

    current_ns: int
    meta_ns: int
    meta_inode: int


class Folder:
    """Where generations lie; every path is below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._current = str(root / CURRENT)
        self._lock: BinaryIO | None = None

    def current(self) -> Path:
        """The generation that counts; raises IndexLost."""
        try:
            said = orjson.loads((self.root / CURRENT).read_bytes())
            name, shape = str(said["generation"]), said["shape"]
        except (OSError, ValueError, TypeError, KeyError) as fault:
            raise IndexLost(f"no index is in {self.root} ({fault}); it has to be rebuilt") from None
        if shape != SHAPE:
            raise IndexLost(
                f"the index in {self.root} has shape {shape}; expected {SHAPE}; rebuild it"
            )
        return self.root / name

    def stamp(self, generation: Path) -> Stamp:
        """How the folder looks now; raises IndexLost when something of it is gone."""
        try:
            current = os.stat(self._current)
            meta = os.stat(f"{generation}/{_META}")
        except OSError as fault:
            raise IndexLost(f"the index in {self.root} is gone ({fault}); rebuild it") from None
        return Stamp(current.st_mtime_ns, meta.st_mtime_ns, meta.st_ino)

    def lock(self) -> None:
        """Takes the writer's lock unless it is ours already.

        Raises IndexBusy when another process, or another index object, has it.
        """
        if self._holds():
            return
        self.root.mkdir(parents=True, exist_ok=True)
        file = open(self.root / LOCK, "ab")  # noqa: SIM115 - held until unlock
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise IndexBusy(f"another process writes to {self.root}; nothing was written") from None
        self._lock = file

    def _holds(self) -> bool:
        """Whether the lock is ours and still that of this folder, should it have been deleted."""
        if self._lock is None:
            return False
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._lock.fileno()), os.stat(self.root / LOCK)):
                return True
        self.unlock()
        return False

    def unlock(self) -> None:
        """Lets another process write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def begin(self) -> Path:
        """An empty generation that does not count yet; leftovers of broken rebuilds go."""
        with suppress(IndexLost):
            self._sweep(self.current())
        taken = [int(p.name[1:7]) for p in self.root.glob("g*") if p.name[1:7].isdigit()]
        generation = self.root / f"g{max(taken, default=0) + 1:06d}-{token_hex(8)}"
        generation.mkdir()
        return generation

    def make_current(self, generation: Path) -> None:
        """From now on this generation counts; all others are removed.

        Raises IndexBusy when the lock is ours no more, as the folder is another one by now.
        """
        fresh = self.root / f"{CURRENT}.{generation.name}"
        with open(fresh, "wb") as file:
            file.write(orjson.dumps({"generation": generation.name, "shape": SHAPE}))
            file.flush()
            os.fsync(file.fileno())
        if not self._holds():
            fresh.unlink()
            raise IndexBusy(f"another process writes to {self.root}; {generation} does not count")
        os.replace(fresh, self.root / CURRENT)
        self._sweep(generation)

    def _sweep(self, keep: Path) -> None:
        for old in self.root.glob("g*"):
            if old != keep:
                shutil.rmtree(old, ignore_errors=True)
