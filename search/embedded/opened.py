"""The generation of a folder that counts, opened once and looked at again when it changes."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import tantivy

from search.embedded.folder import Folder, Stamp
from search.embedded.snapshot import Snapshot, open_index, take
from search.embedded.soundness import Soundness
from search.unavailable import IndexLost


class Open(NamedTuple):
    """A generation as it was last seen."""

    path: Path
    handle: tantivy.Index
    stamp: Stamp
    snapshot: Snapshot


class Opened:
    """Which generation counts, and its newest state; safe to use from threads.

    `opened` is called when it is another generation than before.
    """

    def __init__(self, folder: Folder, opened: Callable[[], None]) -> None:
        self._folder, self._opened = folder, opened
        self._opening = Lock()
        self._open: Open | None = None
        self.files = Soundness()

    def now(self) -> Open:
        """The generation that counts, as it is at this moment; raises IndexLost."""
        held = self._open
        if held is not None and self._unchanged(held):
            self.files.look(held.path)
            return held
        with self._opening:
            self._open = self._reopened(self._open)
            return self._open

    def check(self) -> None:
        """Looks at the files that are open, however lately they were; raises IndexLost."""
        held = self._open
        if held is not None:
            self.files.check(held.path)

    def forget(self) -> None:
        """Lets go of files."""
        with self._opening:
            self._open = None

    def _unchanged(self, held: Open) -> bool:
        try:
            return self._folder.stamp(held.path) == held.stamp
        except IndexLost:
            return False

    def _reopened(self, held: Open | None) -> Open:
        path = self._folder.current()
        try:
            return self._seen(path, held)
        except IndexLost:
            if self._folder.current() == path:
                raise
            return self._seen(self._folder.current(), None)

    def _seen(self, path: Path, held: Open | None) -> Open:
        stamp = self._folder.stamp(path)
        self.files.check(path)
        if held is None or held.path != path:
            index = open_index(path)
            self._opened()
            return Open(path, index, stamp, take(index, path))
        if held.stamp == stamp:
            return held
        return held._replace(stamp=stamp, snapshot=take(held.handle, path, held.snapshot))
