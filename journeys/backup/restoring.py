"""Bring a backup back: looked over first, put in within one transaction, looked over again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from directory import copying, migrating, withdrawals
from directory.copying import Sum
from directory.renumbering import number_anew, published
from journeys.backup.archive import Held, opened
from journeys.backup.manifest import BackupBroken, Manifest
from journeys.backup.taking import LEDGER, SECRET, SOURCES, TERMS
from runtime.clock import Clock
from runtime.database import Database

Rows = Callable[[str], Iterable[bytes]]
"""The lines of a table by its name."""


class TargetHoldsSomething(ValueError):
    """The directory to restore into is not empty, and nobody said that it may be replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where things are brought back to; `known_sources` are folders whose files are left alone."""

    database: Database
    ledger: Path
    sources: Path
    known_sources: tuple[Path, ...]
    terms: Path
    secret: Path


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; `withdrawn` listings were taken out again by the joined ledgers."""

    manifest: Manifest
    withdrawn: int
    files: tuple[str, ...]
    differing: tuple[str, ...]


def restore(path: Path, to: Destination, clock: Clock, *, replace: bool = False) -> Restored:
    """Bring everything back as it was, but for what was withdrawn since.

    Every object gets a new change number, above all that were given here and in the backup, so
    that nobody who follows the changes misses any. Raises BackupBroken or TargetHoldsSomething
    before anything was changed. The index and the catalogue have to be rebuilt afterwards.
    """
    with opened(path) as held:
        _check_shape(held.manifest)
        withdrawals.write_down(to.database, to.ledger)
        with _of_this_shape(held) as (tables, rows):
            _put_in(to.database, tables, rows, clock.now(), replace=replace)
        files, differing = _write_files(held, to, replace=replace)
        manifest = held.manifest
    withdrawn = withdrawals.reapply(to.database, to.ledger, clock.now())
    return Restored(manifest, withdrawn, files, differing)


def _check_shape(manifest: Manifest) -> None:
    if manifest.revision > migrating.NEWEST:
        raise BackupBroken(
            f"its revision is {manifest.revision}; this version knows none after"
            f" {migrating.NEWEST}. Restore it with Fingerpost {manifest.version} or later."
        )


@contextmanager
def _of_this_shape(held: Held) -> Iterator[tuple[dict[str, Sum], Rows]]:
    """The rows as this version has them; those of an older version are migrated in a database of
    their own first."""
    if held.manifest.revision == migrating.NEWEST:
        yield held.manifest.tables, held.rows
        return
    with TemporaryDirectory(prefix="fingerpost-restore-") as folder:
        database = Database(f"sqlite:///{folder}/old.sqlite3")
        migrating.bring_to(database, held.manifest.revision)
        with database.writing() as connection:
            copying.clear_of(connection, held.manifest.tables)
            for table in copying.tables():
                if table.name in held.manifest.tables:
                    copying.put_in(connection, table, held.rows(table.name))
        migrating.upgrade(database)
        with database.reading() as connection:
            sums = {one.name: copying.sum_of(connection, one) for one in copying.tables()}
            yield sums, partial(copying.lines_of, connection)
        database.close()


def _put_in(
    database: Database, tables: dict[str, Sum], rows: Rows, now: datetime, *, replace: bool
) -> None:
    with database.writing() as connection:
        if not replace and not copying.is_empty(connection):
            raise TargetHoldsSomething(
                "the directory to restore into holds something; nothing was changed."
                " Say --replace to have all of it replaced by the backup."
            )
        given, replaced = copying.generation(connection), published(connection)
        copying.clear(connection)
        for table in copying.tables():
            copying.put_in(connection, table, rows(table.name))
            found = copying.sum_of(connection, table)
            if found != tables[table.name]:
                raise BackupBroken(
                    f"{table.name}: {found.rows} rows came back and are not the"
                    f" {tables[table.name].rows} that were kept; nothing was changed"
                )
        copying.count_on(connection, database)
        number_anew(connection, given, replaced, now)


def _write_files(
    held: Held, to: Destination, *, replace: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ledgers joined, the secret, source files: those written, and those that differ."""
    written, differing = [], []
    for name, body in held.others():
        if name == LEDGER:
            if withdrawals.join_ledgers(to.ledger, body):
                written.append(name)
            continue
        target = _target(name, to)
        if target is None or (target.exists() and target.read_bytes() == body):
            continue
        if target.exists() and not (replace and target.is_relative_to(to.ledger.parent)):
            differing.append(str(target))
            continue
        _write(target, body)
        written.append(name)
    return tuple(written), tuple(differing)


def _target(name: str, to: Destination) -> Path | None:
    """Where a file of a backup belongs; None for one that is only there to be read."""
    if name in (SECRET, TERMS):
        return to.secret if name == SECRET else to.terms
    file = name.removeprefix(SOURCES)
    if file == name or "/" in file or file.startswith("."):
        return None
    places = (*to.known_sources, to.sources)
    return next((place / file for place in places if (place / file).exists()), to.sources / file)


def _write(target: Path, body: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(body)
    partial.chmod(0o600)
    partial.replace(target)
