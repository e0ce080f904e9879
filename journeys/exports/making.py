"""Write the files of one moment into a folder: everything published once over, in every format."""

import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from directory.exporting import Snapshot, snapshot
from journeys.exports.exported import Exported, Writer
from journeys.exports.formats import FORMATS, Format, Making
from journeys.exports.manifest import (
    INDEX,
    MANIFEST,
    FileTold,
    Manifest,
    as_text,
    credited,
)
from journeys.exports.output import Output
from runtime.database import Database

Progress = Callable[[int, int], None]
TELL_EVERY = 1_000


def make(
    database: Database,
    folder: Path,
    now: datetime,
    formats: Collection[str] = tuple(FORMATS),
    progress: Progress | None = None,
    others_in_s: float | None = None,
) -> Manifest:
    """Write files of these formats, the manifest of each and that of all into an empty folder.

    All hold the same moment of the database, and kite marks as they stand at `now`. Memory stays
    flat. Raises OSError if the disk is full; whoever asked clears the folder. `others_in_s` is told
    where further formats will follow.
    """
    began = time.monotonic()
    with snapshot(database, now) as taken, ExitStack() as held:
        files = [_File(FORMATS[name], folder, held, taken) for name in formats]
        services = _write(taken, [one.writer for one in files], progress)
        told = tuple(one.finish() for one in files)
        manifest = Manifest(
            generation=taken.generation,
            made_at=now,
            valid_until=taken.valid_until,
            took_s=round(time.monotonic() - began, 3),
            others_in_s=others_in_s,
            services=services,
            files=told,
            sources=credited(taken.credits()),
        )
    for one in manifest.files:
        _put_down(folder / f"{one.name}{MANIFEST}", as_text(manifest.alone(one)))
    _put_down(folder / INDEX, as_text(manifest))
    return manifest


class _File:
    def __init__(self, format_: Format, folder: Path, held: ExitStack, taken: Snapshot) -> None:
        self._format = format_
        self._output = Output(folder / format_.file)
        held.callback(self._output.abandon)
        making = Making(self._output, folder, held, lambda: credited(taken.credits()))
        self.writer: Writer = format_.writer(making)

    def finish(self) -> FileTold:
        counts = self.writer.finish()
        self._output.close()
        return FileTold(
            name=self._format.file,
            format=self._format.name,
            media_type=self._format.media_type,
            bytes=self._output.bytes,
            sha256=self._output.sha256,
            counts=dict(counts),
        )


def _write(taken: Snapshot, writers: list[Writer], progress: Progress | None) -> int:
    """Hand every service to every writer; gives how many there were."""
    total, done = taken.total() if progress else 0, 0
    for done, body in enumerate(taken.walk(), 1):
        one = Exported(body)
        for writer in writers:
            writer.add(one)
        if progress and done % TELL_EVERY == 0:
            progress(done, total)
    if progress:
        progress(done, total)
    return done


def _put_down(path: Path, said: bytes) -> None:
    output = Output(path)
    output.write(said)
    output.close()
