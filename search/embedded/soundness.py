"""Whether the files of a generation still are as the engine wrote them, by its own checksums.

The engine maps its files and reads on in the old ones when others are put in their place, so it
notices damage late or never.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NamedTuple

import orjson

from search.embedded.checksums import is_as_written
from search.unavailable import IndexLost

EVERY_S = 1.0
_META = "meta.json"
_PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")


class _Seen(NamedTuple):
    """A file as it was read; `is_sound` is what its checksum said."""

    inode: int
    size: int
    changed_ns: int
    is_sound: bool


class Soundness:
    """What is known of the files of one generation; each is read once and again when it changes.

    Threads may share it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[str, _Seen] = {}
        self._next = 0.0

    def look(self, generation: Path) -> None:
        """Checks it, unless that was done within a second or is under way; raises IndexLost."""
        if monotonic() >= self._next and self._lock.acquire(blocking=False):
            try:
                self._check(generation)
            finally:
                self._lock.release()

    def check(self, generation: Path) -> None:
        """Raises IndexLost when a file of what was committed last is gone or damaged."""
        with self._lock:
            self._check(generation)

    def _check(self, generation: Path) -> None:
        self._next = 0.0
        named = _named(generation)
        try:
            self._check_all(generation, named)
        except IndexLost:
            if _named(generation) == named:
                raise
            self._check_all(generation, _named(generation))
        self._next = monotonic() + EVERY_S

    def _check_all(self, generation: Path, names: list[str]) -> None:
        fresh: dict[str, _Seen] = {}
        for name in names:
            path = f"{generation}/{name}"
            fresh[path] = self._seen[path] = self._look_at(path)
            if not fresh[path].is_sound:
                raise IndexLost(f"{path} is damaged: its checksum differs; rebuild the index")
        self._seen = fresh

    def _look_at(self, path: str) -> _Seen:
        try:
            now = os.stat(path)
            stands = (now.st_ino, now.st_size, now.st_mtime_ns)
            seen = self._seen.get(path)
            return seen if seen and seen[:3] == stands else _Seen(*stands, is_as_written(path))
        except OSError as fault:
            raise IndexLost(f"{path} cannot be read ({fault}); rebuild the index") from fault


def _named(generation: Path) -> list[str]:
    """The files of what was committed last; raises IndexLost."""
    try:
        return list(_files(orjson.loads((generation / _META).read_bytes())["segments"]))
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise IndexLost(f"{generation / _META} cannot be read ({fault}); rebuild it") from fault


def _files(segments: list[dict[str, object]]) -> Iterator[str]:
    for segment in segments:
        name = str(segment["segment_id"]).replace("-", "")
        yield from (f"{name}.{part}" for part in _PARTS)
        deletes = segment["deletes"]
        if isinstance(deletes, dict):
            yield f"{name}.{deletes['opstamp']}.del"
