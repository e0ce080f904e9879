"""How long a harvest takes, from a local feed to searchable, and how long when nothing changed.

python -m benchmarks.harvest --listings 200000 --json

Each feed is harvested in a process of its own, as `fingerpost harvest` does it, so that its memory
is told apart.
"""

import gc
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from benchmarks.feeds import write_pages, write_table
from benchmarks.memory import MemoryWatch
from benchmarks.ready import DataFolder, open_folder
from benchmarks.reporting import Figure, run
from harvesters.source import Source
from journeys.index import catch_up
from places.building import build
from places.gazetteer import Gazetteer
from places.opening import open_gazetteer
from runtime.workers import Processes, spare_cores

Write = Callable[[Path, int, Gazetteer], Source]
FEEDS: dict[str, Write] = {"Open Referral pages": write_pages, "table": write_table}
LEAST_PER_S, LEAST_FASTER = 1_500.0, 10.0


@dataclass(frozen=True, slots=True)
class Harvested:
    """What one feed took.

    `again_s` is of the same bytes, `otherwise_s` of the same records in bytes that differ, so that
    each record is looked at. `harvest_mb` is the most memory of its own that the first harvest
    held until all was published, `most_mb` the same with indexing.
    """

    listings: int
    published_s: float
    indexed_s: float
    again_s: float
    otherwise_s: float
    harvest_mb: float
    most_mb: float


def measure(folder: Path, count: int, feeds: Sequence[str] = tuple(FEEDS)) -> list[Figure]:
    """The figures of each kind of feed; the first is left in `folder`, ready to be served."""
    build(folder / "places")
    figures = []
    for name in feeds:
        home = folder if name == feeds[0] else folder / name
        home.mkdir(exist_ok=True)
        if home != folder and not (home / "places").exists():
            (home / "places").symlink_to(folder / "places")
        figures += _figures(name, _apart(home, name, count))
    return figures


def _figures(name: str, took: Harvested) -> list[Figure]:
    first_s = took.published_s + took.indexed_s
    return [
        Figure(
            f"first harvest, {name}",
            took.listings / first_s,
            "listings/s",
            LEAST_PER_S,
            at_least=True,
        ),
        Figure("  until published", took.published_s, "s"),
        Figure("  until searchable, after that", took.indexed_s, "s"),
        Figure("  most memory of its own, until published", took.harvest_mb, "MB"),
        Figure("  most memory of its own, with indexing", took.most_mb, "MB"),
        Figure(f"unchanged again, {name}", first_s / took.again_s, "x faster", LEAST_FASTER, True),
        Figure("  altogether", took.again_s, "s"),
        Figure("  the same records in other bytes", first_s / took.otherwise_s, "x faster"),
        Figure("  altogether", took.otherwise_s, "s"),
    ]


def _apart(home: Path, name: str, count: int) -> Harvested:
    """Harvest twice in a new process; the feed is written before, by this one."""
    source = FEEDS[name](home / "feed", count, open_gazetteer(home / "places"))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(harvested, home, source).result()


def harvested(home: Path, source: Source) -> Harvested:
    """Harvest and index the feed of a folder, then both twice more."""
    workers = Processes(spare_cores())
    data = open_folder(home, workers)
    gc.freeze()
    with MemoryWatch() as memory:
        started = perf_counter()
        data.harvest(source, home / "feed")
        published = perf_counter()
        harvest_mb = memory.most_mb
        catch_up(data.reading, data.index, workers=workers)
        searchable = perf_counter()
    again_s = _again(data, source, home / "feed")
    with (home / "feed" / source.reader.local[-1]).open("ab") as file:
        file.write(b"\n")
    otherwise_s = _again(data, source, home / "feed")
    found = data.index.health().listings
    data.close()
    workers.close()
    times = (published - started, searchable - published, again_s, otherwise_s)
    return Harvested(found, *times, harvest_mb, memory.most_mb)


def _again(data: DataFolder, source: Source, feed: Path) -> float:
    """Seconds of a harvest in which every record says what it said before."""
    begun = perf_counter()
    unchanged = data.harvest(source, feed)
    catch_up(data.reading, data.index)
    ended = perf_counter()
    found = data.index.health().listings
    if unchanged != found:
        raise RuntimeError(f"expected {found} unchanged records, not {unchanged}")
    return ended - begun


if __name__ == "__main__":
    raise SystemExit(run("harvest", "Measures harvests.", measure))
