"""Builds the places of the country once into a folder; whoever comes second finds them there."""

import fcntl
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from places.halving import near_sections
from places.mapped_file import write
from places.names_section import names_section
from places.opening import FILE_NAME, is_ready, made_from
from places.postcode_map import PostcodeMap
from places.postcode_sections import Gathered, centroids
from places.register import files, read_all
from places.towns import Town, read_towns

Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how many steps are done, and of how many."""

_STEPS_AFTER_READING = 3


def _silent(doing: str, done: int, steps: int) -> None:
    return None


def build(
    folder: Path,
    northern_ireland: bool = False,
    progress: Progress = _silent,
    register: Path | None = None,
    towns: Path | None = None,
) -> None:
    """Build the places of a folder unless they are there already; waits for another builder.

    `register` and `towns` take the place of the installed packages' folder and file. Raises
    `RegisterMissing` or `TownsMissing` when these cannot be read, and then changes nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if is_ready(folder, northern_ireland):
            return
        paths = files(register)
        steps = len(paths) + _STEPS_AFTER_READING
        progress("Reading towns", 0, steps)
        known = read_towns(towns)
        gc.collect()
        sections = _postcodes(paths, northern_ireland, progress, steps)
        sections |= near_sections(sections)
        progress("Placing towns", steps - 2, steps)
        sections["names"] = _names(sections, known)
        progress("Writing places", steps - 1, steps)
        write(folder / FILE_NAME, made_from(northern_ireland), sections)
        progress("Places are ready", steps, steps)


def _postcodes(
    paths: list[Path], northern_ireland: bool, progress: Progress, steps: int
) -> dict[str, bytes]:
    gathered = Gathered(northern_ireland)
    for done, units in enumerate(read_all(paths), start=1):
        progress("Reading postcodes", done, steps)
        gathered.add(units)
    return gathered.sections()


def _names(sections: dict[str, bytes], towns: list[Town]) -> bytes:
    postcodes = PostcodeMap(lambda name: memoryview(sections[name]))
    return names_section(towns, postcodes, centroids(sections))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One builder at a time; the system lets go of the lock of a builder that was killed."""
    with (folder / "places.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
