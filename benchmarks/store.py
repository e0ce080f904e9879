"""How fast the store alone is: records that are understood already, staged and published.

python -m benchmarks.store --listings 200000 --json

Twice on each database: everything new, then everything changed, which is the worst that a
re-harvest can be. Reading, understanding and the search index are left out. PostgreSQL is one of
its own, started for this and set as `compose.yaml` sets it. Before each is measured, what was
written for others is on the disk.
"""

import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.feeds import write_pages
from benchmarks.memory import MemoryWatch
from benchmarks.postgres import SETTINGS, postgres
from benchmarks.reporting import Figure, run
from directory import migrating
from harvesters.identity import Identity
from harvesters.local import LocalFetch
from harvesters.notes import ReadNotes
from harvesters.pipeline import gather, understand_as
from harvesters.source import Source
from journeys.publish import publish_records
from journeys.taking import chunked
from places.building import build
from places.gazetteer import Gazetteer
from places.opening import open_gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from runtime.workers import Processes, Workers, spare_cores
from schema.record import Record

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
LEAST_PER_S, LEAST_CHANGED = 5_000.0, 0.45
OTHERWISE = (b'"description":"', b'"description":"Made up anew. ')
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "database": {"choices": ("sqlite", "postgresql", "both"), "default": "both"}
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What a database took; `most_mb` is the memory of its own that the first load held."""

    first_s: float
    changed_s: float
    most_mb: float


def measure(folder: Path, count: int, database: str = "both") -> list[Figure]:
    """The figures of each database."""
    figures: list[Figure] = []
    for name, took in stored(folder, count, database):
        figures += _figures(name, count, took)
        if name == POSTGRESQL:
            figures.append(Figure(f"  its server: {_settings()}", len(SETTINGS), "settings"))
    return figures


def stored(folder: Path, count: int, database: str = "both") -> Iterator[tuple[str, Stored]]:
    """What each database took, SQLite first, told as soon as it has."""
    folder.mkdir(parents=True, exist_ok=True)
    build(folder / "places")
    source = write_pages(folder / "feed", count, open_gazetteer(folder / "places"))
    with closing(Processes(spare_cores())) as workers:
        understood = Understood(folder, source, workers)
        if database != "postgresql":
            url = f"sqlite:///{folder / 'store.sqlite3'}"
            yield SQLITE, _stored(url, source, understood, workers)
        if database != "sqlite":
            with postgres() as url:
                yield POSTGRESQL, _stored(url, source, understood, workers)


def _settings() -> str:
    return ", ".join(f"{name} {value}" for name, value in SETTINGS.items())


def _stored(url: str, source: Source, understood: "Understood", workers: Workers) -> Stored:
    """Fill a fresh database, then tell it everything otherwise."""
    with closing(Database(url)) as database:
        migrating.upgrade(database)
        with MemoryWatch() as memory:
            first_s = _took(database, source, understood.records(), workers)
        changed_s = _took(database, source, understood.records(anew=True), workers)
    return Stored(first_s, changed_s, memory.most_mb)


def _took(database: Database, source: Source, told: "Told", workers: Workers) -> float:
    """Seconds until all is published, without those in which the records came from the disk."""
    os.sync()
    started = perf_counter()
    report = publish_records(
        database, source.facts(), told, SystemClock(), complete=True, workers=workers
    )
    ended = perf_counter()
    if report.listings_changed != report.counts.read:
        raise RuntimeError(f"expected every listing to change, not {report}")
    return ended - started - told.waited_s


class Told:
    """Understood records as they are read back from the disk; `waited_s` is how long that took."""

    def __init__(self, path: Path, *, anew: bool) -> None:
        self.waited_s = 0.0
        self._path = path
        self._anew = anew

    def __iter__(self) -> Iterator[Record]:
        with self._path.open("rb") as file:
            while True:
                started = perf_counter()
                try:
                    batch = pickle.load(file)
                except EOFError:
                    return
                if self._anew:
                    batch = list(map(_otherwise, batch))
                self.waited_s += perf_counter() - started
                yield from batch


class Understood:
    """The records of a feed, understood beforehand and kept in a file."""

    def __init__(self, folder: Path, source: Source, workers: Workers) -> None:
        self._path = folder / "understood.pickle"
        gazetteer = open_gazetteer(folder / "places")
        fetch = LocalFetch(folder / "feed", source.reader.local)
        with gather(source, fetch, ReadNotes()) as gathering, self._path.open("wb") as file:
            pieces = ([one.identity for one in piece] for piece in chunked(gathering))
            for records in workers.each(partial(_understood, source, gazetteer), pieces):
                pickle.dump(records, file)

    def records(self, *, anew: bool = False) -> Told:
        """All records; `anew` gives each a description that differs."""
        return Told(self._path, anew=anew)


def _understood(source: Source, gazetteer: Gazetteer, some: Sequence[Identity]) -> list[Record]:
    return [understand_as(source, one, gazetteer) for one in some]


def _otherwise(record: Record) -> Record:
    fingerprint = record.fingerprint[::-1]
    service = (record.service or b"").replace(*OTHERWISE)
    return replace(record, fingerprint=fingerprint, service=service)


def _figures(name: str, count: int, took: Stored) -> list[Figure]:
    ratio = took.first_s / took.changed_s
    return [
        Figure(f"first load, {name}", count / took.first_s, "listings/s", LEAST_PER_S, True),
        Figure("  everything changed", count / took.changed_s, "listings/s"),
        Figure(f"everything changed, {name}", ratio, "x first load", LEAST_CHANGED, True),
        Figure("  most memory of its own", took.most_mb, "MB"),
    ]


if __name__ == "__main__":
    raise SystemExit(run("store", "Measures the store alone.", measure, options=OPTIONS))
