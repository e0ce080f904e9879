"""The folder from which files are served: one whole set at a time, exchanged at one stroke.

A set is written beside the one that is served and becomes the current one when the name of its
folder replaces that of the other. Who reads a file of the other goes on reading it: its bytes stay
until the last reader lets go of them.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from runtime.locks import FileLock

CURRENT = "current"
LOCK = ".lock"
PREFIX = "set-"


class BeingMade(Exception):
    """Another process is making files in this folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"another process is making files in {root} just now")


class Shelf:
    """The folder `root`; it need not be there yet."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The folder of the set that is served, if there is one."""
        try:
            name = (self.root / CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            return None
        return self.root / name if name else None

    @contextmanager
    def exchange(self) -> Iterator[Path]:
        """A new folder that becomes the current one at the end, unless something is raised.

        Raises BeingMade if another process of this machine is at it.
        """
        lock = FileLock(self.root / LOCK)
        if not lock.take():
            raise BeingMade(self.root)
        try:
            self._clear()
            made = Path(mkdtemp(prefix=PREFIX, dir=self.root))
            made.chmod(0o755)
            yield made
            self._point_to(made)
        finally:
            self._clear()
            lock.give_back()

    def _point_to(self, made: Path) -> None:
        _sync(made)
        beside = self.root / f".{CURRENT}"
        beside.write_text(made.name, "ascii")
        beside.replace(self.root / CURRENT)
        _sync(self.root)

    def _clear(self) -> None:
        """Remove every set but the current one, also what was broken off."""
        current = self.current()
        for folder in self.root.glob(f"{PREFIX}*"):
            if folder != current:
                shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    """See that the names in a folder are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
