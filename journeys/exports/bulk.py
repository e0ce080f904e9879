"""The exported files as doors and tasks see them: which there are, which may be served."""

import os
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import BinaryIO

from journeys.exports.formats import FIRST, FIRST_SHARE, FORMATS
from journeys.exports.making import Progress, make
from journeys.exports.manifest import INDEX, MANIFEST, SHAPE, Manifest
from journeys.exports.shelf import Shelf
from journeys.exports.validity import Validity
from runtime.clock import Clock
from runtime.database import Database

LEAST_PACE = timedelta(minutes=1)
SHARE = 10
"""Files are made anew for news at most for a tenth of the time."""
LOOKED_AFTER_S = 10.0
RETRY_S = 30.0


class FilesAwaited(Exception):
    """There are no files that may be served now; `retry_after_s` is when there may be."""

    def __init__(self, reason: str, retry_after_s: int) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class NoSuchFile(Exception):
    """No file of this name is ever made."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that stays readable, whatever takes its place meanwhile."""

    manifest: Manifest
    file: BinaryIO


class Bulk:
    """Files below `root`, which all processes that make or serve them share."""

    def __init__(self, root: Path, database: Database, clock: Clock) -> None:
        self.shelf = Shelf(root)
        self._database = database
        self._clock = clock
        self._validity = Validity(database, clock)
        self._known: tuple[Path, Manifest] | None = None

    def manifest(self) -> Manifest:
        """What is told of the files that may be served; raises FilesAwaited if there are none."""
        return self._served()[1]

    def open(self, name: str) -> Opened:
        """A file or a manifest by its name. Raises NoSuchFile, or FilesAwaited."""
        if not _is_ever_made(name):
            raise NoSuchFile
        for _ in range(3):
            folder, manifest = self._served(name)
            if manifest.of(name.removesuffix(MANIFEST)) is None:
                raise FilesAwaited("This file is being made.", self._until_whole_s(manifest))
            try:
                return Opened(manifest, _opened(folder / name, manifest))
            except FileNotFoundError:
                self._known = None
        raise FilesAwaited("The files are not there as they were made.", ceil(RETRY_S))

    def make(self, progress: Progress | None = None) -> Manifest:
        """Make all files anew, and serve them from then on. Raises BeingMade, OSError.

        Where none may be served meanwhile, the quickest formats are made first, and served until
        all are there.
        """
        found = self._current()
        if found is None or self._validity.why_not(found[1]):
            self._make_first(found[1].whole_s if found else RETRY_S)
        with self.shelf.exchange() as folder:
            return make(self._database, folder, self._clock.now(), progress=progress)

    def _make_first(self, whole_s: float) -> None:
        with self.shelf.exchange() as folder:
            make(self._database, folder, self._clock.now(), FIRST, others_in_s=whole_s)

    def is_fresh(self) -> bool:
        """Whether nothing has to be made now.

        Files that lack something wait for their pace; those that hold what has gone do not.
        """
        found = self._current()
        if found is None or not _is_whole(*found) or self._validity.why_not(found[1]):
            return False
        manifest = found[1]
        pace = max(LEAST_PACE, timedelta(seconds=SHARE * manifest.took_s))
        if self._validity.lost_something(manifest):
            return False
        return self._validity.is_newest(manifest) or self._clock.now() < manifest.made_at + pace

    def _served(self, name: str = "") -> tuple[Path, Manifest]:
        found = self._current()
        if found is None:
            raise FilesAwaited("No files have been made yet.", ceil(RETRY_S))
        reason = self._validity.why_not(found[1])
        if reason:
            wait_s = LOOKED_AFTER_S + _share(name) * found[1].whole_s
            raise FilesAwaited(f"{reason} New ones are being made.", ceil(wait_s))
        return found

    def _until_whole_s(self, manifest: Manifest) -> int:
        """Until the others stand beside the first files, as far as it can be known."""
        since_s = (self._clock.now() - manifest.made_at).total_seconds() - manifest.took_s
        return max(1, ceil(manifest.whole_s - max(0.0, since_s)))

    def _current(self) -> tuple[Path, Manifest] | None:
        folder = self.shelf.current()
        if folder is None:
            return None
        if self._known is None or self._known[0] != folder:
            try:
                said = (folder / INDEX).read_bytes()
            except FileNotFoundError:
                return None
            self._known = folder, Manifest.model_validate_json(said)
        return self._known


def _opened(path: Path, manifest: Manifest) -> BinaryIO:
    """The file, open; raises FileNotFoundError also if somebody has changed its length."""
    told, file = manifest.of(path.name), path.open("rb")
    if told and os.fstat(file.fileno()).st_size != told.bytes:
        file.close()
        raise FileNotFoundError(path)
    return file


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether there is a file of every format, as long as it was made, of today's shape."""
    if len(manifest.files) < len(FORMATS):
        return False
    found = {file.name: file.stat().st_size for file in folder.iterdir()}
    lengths = all(found.get(one.name) == one.bytes for one in manifest.files)
    return manifest.shape == SHAPE and lengths


def _share(name: str) -> float:
    """What part of making everything it takes until this file is there; "" is their list."""
    first = {FORMATS[one].file for one in FIRST}
    return FIRST_SHARE if not name or name.removesuffix(MANIFEST) in first else 1.0


def _is_ever_made(name: str) -> bool:
    return any(name == one.file or name == f"{one.file}{MANIFEST}" for one in FORMATS.values())
