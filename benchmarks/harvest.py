"""How long a harvest takes, from a local feed to searchable, and how long where no record changed.

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
from directory.last_reads import last_read
from harvesters.source import Source
from journeys.index import catch_up
from places.building import build
from places.gazetteer import Gazetteer
from places.opening import open_gazetteer
from runtime.workers import Processes, spare_cores

Write = Callable[[Path, int, Gazetteer], Source]
PAGES = "Open Referral pages"
FEEDS: dict[str, Write] = {PAGES: write_pages, "table": write_table}
LEAST_PER_S, LEAST_FASTER = 1_500.0, 10.0


@dataclass(frozen=True, slots=True)
class Harvested:
    """What one feed took.

    `same_bytes_s` is of a source that answers what it answered before, which is not even parsed;
    `other_bytes_s` of the same records in bytes that differ, so that each is looked at.
    `harvest_mb` is the most memory of its own that the first harvest
    held until all was published, `most_mb` the same with indexing.
    """

    listings: int
    published_s: float
    indexed_s: float
    same_bytes_s: float
    other_bytes_s: float
    harvest_mb: float
    most_mb: float

    @property
    def first_s(self) -> float:
        """Seconds until all can be found."""
        return self.published_s + self.indexed_s


def measure(folder: Path, count: int, feeds: Sequence[str] = tuple(FEEDS)) -> list[Figure]:
    """The figures of each kind of feed; the first is left in `folder`, ready to be served."""
    build(folder / "places")
    figures = []
    for name in feeds:
        home = folder if name == feeds[0] else folder / name
        home.mkdir(exist_ok=True)
        if home != folder and not (home / "places").exists():
            (home / "places").symlink_to(folder / "places")
        figures += _figures(name, apart(home, name, count))
    return figures


def _figures(name: str, took: Harvested) -> list[Figure]:
    rate, faster = took.listings / took.first_s, took.first_s / took.same_bytes_s
    return [
        Figure(f"first harvest, {name}", rate, "listings/s", LEAST_PER_S, at_least=True),
        Figure("  until published", took.published_s, "s"),
        Figure("  until searchable, after that", took.indexed_s, "s"),
        Figure("  most memory of its own, until published", took.harvest_mb, "MB"),
        Figure("  most memory of its own, with indexing", took.most_mb, "MB"),
        Figure(f"the same bytes again, {name}", faster, "x faster", LEAST_FASTER, at_least=True),
        Figure("  took", took.same_bytes_s, "s"),
        Figure("  the same records in other bytes", took.first_s / took.other_bytes_s, "x faster"),
        Figure("  which took", took.other_bytes_s, "s"),
    ]


def apart(home: Path, name: str, count: int) -> Harvested:
    """Harvest one of FEEDS three times in a new process; this one writes the feed before.

    `home` has its postcodes already.
    """
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
    feed = home / "feed"
    same_bytes_s = _again(data, source, feed, same_bytes=True)
    with (feed / source.reader.local[-1]).open("ab") as file:
        file.write(b"\n")
    other_bytes_s = _again(data, source, feed, same_bytes=False)
    found = data.index.health().listings
    data.close()
    workers.close()
    times = (published - started, searchable - published, same_bytes_s, other_bytes_s)
    return Harvested(found, *times, harvest_mb, memory.most_mb)


def _again(data: DataFolder, source: Source, feed: Path, *, same_bytes: bool) -> float:
    """Seconds of a harvest in which every record says what it said before.

    Raises RuntimeError where one says something else, or the source did not answer as was meant.
    """
    answered = last_read(data.house.database, source.id)
    begun = perf_counter()
    unchanged = data.harvest(source, feed)
    catch_up(data.reading, data.index)
    ended = perf_counter()
    found = data.index.health().listings
    if unchanged != found:
        raise RuntimeError(f"expected {found} unchanged records, not {unchanged}")
    if same_bytes != (answered == last_read(data.house.database, source.id)):
        raise RuntimeError(f"expected an answer of {'the same' if same_bytes else 'other'} bytes")
    return ended - begun


if __name__ == "__main__":
    raise SystemExit(run("harvest", "Measures harvests.", measure))
