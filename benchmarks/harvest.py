"""How long a harvest takes, from a local feed to searchable, and how long when nothing changed.

python -m benchmarks.harvest --listings 200000 --json

Each feed is harvested in a process of its own, as `fingerpost harvest` does it, so that its memory
is told apart.
"""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.feeds import write_pages, write_table
from benchmarks.reporting import Figure, peak_mb, tell
from directory import migrating
from directory.reading import Reading
from directory.runs import RunReport
from harvesters.local import LocalFetch
from harvesters.source import Source
from journeys.harvest import House, harvest
from journeys.index import catch_up
from places.building import build
from places.gazetteer import Gazetteer
from places.opening import open_gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from search.embedded import EmbeddedIndex

Write = Callable[[Path, int, Gazetteer], Source]
FEEDS: dict[str, Write] = {"Open Referral pages": write_pages, "table": write_table}
LEAST_PER_S, LEAST_FASTER = 1_500.0, 10.0


@dataclass(frozen=True, slots=True)
class Harvested:
    """What one feed took; `peak_mb` is that of the first harvest's process."""

    read: int
    listings: int
    first_s: float
    indexed_s: float
    again_s: float
    peak_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and answer 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description="Measures harvests.")
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), asked.listings)
    return tell("harvest", figures, json_asked=asked.json)


def measure(folder: Path, count: int) -> list[Figure]:
    """The figures of each kind of feed, harvested below `folder`."""
    build(folder / "places")
    return [figure for name in FEEDS for figure in _figures(name, _apart(folder, name, count))]


def _figures(name: str, took: Harvested) -> list[Figure]:
    per_s = took.read / (took.first_s + took.indexed_s)
    faster = (took.first_s + took.indexed_s) / took.again_s
    return [
        Figure(f"first harvest, {name}", per_s, "listings/s", LEAST_PER_S, at_least=True),
        Figure("  of it until published", took.first_s, "s"),
        Figure("  of it the search index", took.indexed_s, "s"),
        Figure("  most memory", took.peak_mb, "MB"),
        Figure(f"unchanged again, {name}", faster, "x faster", LEAST_FASTER, at_least=True),
    ]


def _apart(folder: Path, name: str, count: int) -> Harvested:
    """Harvest twice in a new process; the feed is written before, by this one."""
    home = folder / name.replace(" ", "_")
    source = FEEDS[name](home / "feed", count, open_gazetteer(folder / "places"))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(harvested, folder / "places", home, source).result()


def harvested(places: Path, home: Path, source: Source) -> Harvested:
    """Harvest and index a feed, then both once more."""
    clock = SystemClock()
    database = Database(f"sqlite:///{home / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    house = House(database, open_gazetteer(places), clock)
    reading, index = Reading(database, clock), EmbeddedIndex(home / "index")
    started = perf_counter()
    report = harvest(source, LocalFetch(home / "feed", source.reader.local), house)
    published = perf_counter()
    catch_up(reading, index)
    searchable = perf_counter()
    peak = peak_mb()
    again = harvest(source, LocalFetch(home / "feed", source.reader.local), house)
    catch_up(reading, index)
    ended = perf_counter()
    _check(report, again)
    return Harvested(
        report.counts.read,
        index.health().listings,
        published - started,
        searchable - published,
        ended - searchable,
        peak,
    )


def _check(first: RunReport, again: RunReport) -> None:
    """A harvest that failed is no fast harvest."""
    for report, unchanged in ((first, 0), (again, first.counts.read - first.counts.quarantined)):
        if report.state != "complete" or report.counts.unchanged != unchanged:
            raise RuntimeError(f"expected a complete run, {unchanged} unchanged, not {report}")


if __name__ == "__main__":
    raise SystemExit(main())
