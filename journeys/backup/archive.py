"""The file of a backup: a ZIP archive of lines, files and their manifest."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from directory.copying import Sum, Tally
from journeys.backup import manifest as manifests
from journeys.backup.manifest import BackupBroken, Manifest

ROWS = "rows/"
PIECE = 1 << 20


class Writing:
    """An archive that is being written; remembers the digest of each file in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, str] = {}

    def rows(self, table: str, lines: Iterable[bytes]) -> Sum:
        """Write the rows of a table; gives what they come to."""
        tally = Tally()
        self.add(f"{ROWS}{table}.jsonl", (tally.take(line) for line in lines))
        return tally.sum()

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one file, piece by piece."""
        digest = sha256()
        with self._archive.open(name, "w", force_zip64=True) as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        self.files[name] = digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, as the last file."""
        self._archive.writestr(manifests.NAME, manifests.written(manifest))


class Held:
    """A backup that can be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.manifest = manifests.read(archive.read(manifests.NAME))

    def rows(self, table: str) -> Iterator[bytes]:
        """The lines of a table."""
        with self._archive.open(f"{ROWS}{table}.jsonl") as file:
            yield from file

    def others(self, folder: str = "") -> Iterator[tuple[str, bytes]]:
        """Name and content of every file below `folder` that is not rows."""
        for name in sorted(self.manifest.files):
            if name.startswith(folder) and not name.startswith(ROWS):
                yield name, self._archive.read(name)

    def verify(self) -> None:
        """Read everything once. Raises BackupBroken at the first thing that is not as it says."""
        inside = {name for name in self._archive.namelist() if name != manifests.NAME}
        if inside != set(self.manifest.files):
            odd = ", ".join(sorted(inside ^ set(self.manifest.files))[:5])
            raise BackupBroken(
                f"it lacks files, or has some that its manifest does not name: {odd}"
            )
        for name, digest in self.manifest.files.items():
            if self._digest(name) != digest:
                raise BackupBroken(f"{name}: its SHA-256 is not {digest}, as its manifest says")
        for table, expected in self.manifest.tables.items():
            tally = Tally()
            for line in self.rows(table):
                tally.take(line)
            if tally.sum() != expected:
                raise BackupBroken(f"{table}: its rows are not the {expected.rows} that were kept")

    def _digest(self, name: str) -> str:
        digest = sha256()
        with self._archive.open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Held]:
    """A backup whose every byte was looked at. Raises BackupBroken if anything is wrong with it."""
    try:
        with zipfile.ZipFile(path) as archive:
            held = Held(archive)
            held.verify()
            yield held
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise BackupBroken(f"{path.name} is not a whole backup: {error}") from error
