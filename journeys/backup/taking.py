"""Take a backup while everything goes on: one moment of the database, and the files beside it."""

import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson

from directory import copying, migrating
from journeys.backup.archive import Writing, opened
from journeys.backup.manifest import Manifest
from runtime.database import Database

LEDGER, SECRET, SETTINGS, SOURCES = "withdrawals.jsonl", "secret", "settings.json", "sources/"
TERMS, WORDS = "terms.toml", "words/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """What a backup holds beside the database; `secret` only where the operator asks for it.

    `terms` says what terms of sources mean; `words` are files that settings name, by what they are.
    """

    ledger: Path
    sources: tuple[Path, ...]
    settings: Mapping[str, str]
    terms: Path | None = None
    words: Mapping[str, Path] = field(default_factory=dict)
    secret: Path | None = None


def take_backup(
    database: Database, belongings: Belongings, target: Path, version: str, now: datetime
) -> Manifest:
    """Write a backup to `target`, read it again, and only then give it its name.

    Raises BackupBroken if it does not read as it was written, OSError if it cannot be written.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                manifest = _write(Writing(archive), database, belongings, version, now)
            file.flush()
            os.fsync(file.fileno())
        with opened(partial):
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(
    archive: Writing, database: Database, belongings: Belongings, version: str, now: datetime
) -> Manifest:
    revision = migrating.revision(database) or ""
    with copying.snapshot(database) as connection:
        tables = {
            str(table.name): archive.rows(table.name, copying.lines(connection, table))
            for table in copying.tables()
        }
        generation = copying.generation(connection)
    for name, body in _files(belongings):
        archive.add(name, (body,))
    manifest = Manifest(
        at=now,
        version=version,
        revision=revision,
        generation=generation,
        database="sqlite" if database.is_sqlite else "postgresql",
        tables=tables,
        files=archive.files,
        holds_secret=belongings.secret is not None,
    )
    archive.finish(manifest)
    return manifest


def _files(belongings: Belongings) -> Iterator[tuple[str, bytes]]:
    """Read after the rows: a withdrawal is in the ledger before it is in the database."""
    if belongings.ledger.exists():
        yield LEDGER, belongings.ledger.read_bytes()
    if belongings.secret:
        yield SECRET, belongings.secret.read_bytes()
    if belongings.terms and belongings.terms.exists():
        yield TERMS, belongings.terms.read_bytes()
    for name, file in belongings.words.items():
        yield f"{WORDS}{name}", file.read_bytes()
    yield SETTINGS, orjson.dumps(dict(belongings.settings), option=orjson.OPT_INDENT_2)
    found = (file for folder in belongings.sources for file in sorted(folder.glob("*.toml")))
    for name, file in {file.name: file for file in found}.items():
        yield f"{SOURCES}{name}", file.read_bytes()
