"""Filling both stacks and their peers with the same listings, all at the same time."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from benchmarks.house.stacks import Home
from benchmarks.house.stored import fill
from benchmarks.listings import encoded
from directory import migrating
from directory.documents.reading import Reading
from journeys import catalogue
from journeys.index import catch_up
from places.building import build
from runtime.clock import SystemClock
from runtime.database import Database
from search.documents import SearchDocument
from search.index import SearchIndex
from search.published import read_document

Seconds = dict[str, float]
_PUBLISHED_AT = datetime(2026, 11, 20, 6, tzinfo=UTC)
PEERS_UP_TO = 200_000
"""Beyond it, the databases' own search is not measured: filling it takes too long."""


def loaded(home: Home) -> Seconds:
    """Fill what is not filled yet, all at the same time; gives how many seconds each part took.

    What was filled before is brought up to date and not told of: it was another run.
    """
    make_folders(home)
    home.server()
    took: Seconds = {}
    wanted = [name for name in LOADERS if name != "peers" or home.count <= PEERS_UP_TO]
    with ProcessPoolExecutor(len(wanted), mp_context=get_context("spawn")) as processes:
        for part in [processes.submit(filled, home, name) for name in wanted]:
            took |= part.result()
        for caught_up in [
            processes.submit(follow, home, name) for name in ("laptop", "production")
        ]:
            caught_up.result()
    return took


def follow(home: Home, name: str) -> None:
    """Bring what follows a stack's change log to its end; what has another shape is made anew."""
    of = {
        "laptop": (home.sqlite_url, home.embedded),
        "production": (home.postgres_url, home.meilisearch),
    }
    url, opened = of[name]
    with closing(Database(url)) as database, closing(opened()) as index:
        migrating.upgrade(database)
        reading = Reading(database, SystemClock())
        catch_up(reading, index)
        catalogue.catch_up(reading, database)


def make_folders(home: Home) -> None:
    """The data folders of both stacks, with the postcodes, which they share."""
    for folder in (home.laptop, home.production):
        folder.mkdir(parents=True, exist_ok=True)
        _with_places(home.folder.parent / "places", folder / "places")


def _with_places(built: Path, wanted: Path) -> None:
    if not wanted.exists():
        build(built)
        wanted.symlink_to(built.resolve())


def filled(home: Home, name: str) -> Seconds:
    """Fill one of LOADERS; gives how many seconds its parts took, nothing if it was filled."""
    mark = home.folder / f"{name}.json"
    if mark.exists():
        return {}
    began = perf_counter()
    took = {**LOADERS[name](home), f"{name}, altogether": perf_counter() - began}
    mark.write_text(json.dumps(took))
    return took


def _laptop(home: Home) -> Seconds:
    return _stack("SQLite", home.sqlite_url, "tantivy", home.embedded(), home.count)


def _production(home: Home) -> Seconds:
    return _stack("PostgreSQL", home.postgres_url, "Meilisearch", home.meilisearch(), home.count)


def _stack(store: str, url: str, engine: str, index: SearchIndex, count: int) -> Seconds:
    clock, took = SystemClock(), Seconds()
    with closing(Database(url)) as database, closing(index):
        reading = Reading(database, clock)
        took[f"{store}, documents"] = _timed(lambda: fill(database, count, _PUBLISHED_AT))
        took[f"{engine}, ours"] = _timed(lambda: catch_up(reading, index))
        took[f"{store}, catalogue"] = _timed(lambda: catalogue.catch_up(reading, database))
    return took


def _peers(home: Home) -> Seconds:
    with closing(home.postgres_text()) as postgres, closing(home.fts5()) as fts5:
        return {
            "PostgreSQL text": _timed(lambda: postgres.build(_documents(home.count))),
            "SQLite FTS5": _timed(lambda: fts5.build(_documents(home.count))),
        }


def _raw_meilisearch(home: Home) -> Seconds:
    with closing(home.raw_meilisearch()) as raw:
        return {"Meilisearch with _geo": _timed(lambda: raw.build(_documents(home.count)))}


def _raw_tantivy(home: Home) -> Seconds:
    raw = home.raw_tantivy()
    return {"tantivy directly": _timed(lambda: raw.build(_documents(home.count)))}


def _documents(count: int) -> Iterator[SearchDocument]:
    return (one for one in map(read_document, encoded(count)) if one)


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


LOADERS: dict[str, Callable[[Home], Seconds]] = {
    "production": _production,
    "raw-meilisearch": _raw_meilisearch,
    "laptop": _laptop,
    "peers": _peers,
    "raw-tantivy": _raw_tantivy,
}
