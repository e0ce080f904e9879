"""A data folder with made-up listings, harvested and indexed as the commands do it."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.feeds import write_pages
from directory import migrating
from directory.documents.reading import Reading
from harvesters.local import LocalFetch
from harvesters.source import Source
from journeys.harvest import House, harvest
from journeys.index import catch_up
from places.building import build
from places.opening import open_gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from runtime.workers import ALONE, Workers
from search.embedded import EmbeddedIndex


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The parts that keep something in a data folder, as `commands.parts` lays it out."""

    folder: Path
    house: House
    reading: Reading
    index: EmbeddedIndex

    def harvest(self, source: Source, feed: Path) -> int:
        """Harvest a local feed; gives how many records said what they said before.

        Raises RuntimeError when the run was not complete: a failed harvest is no fast harvest.
        """
        report = harvest(source, LocalFetch(feed, source.reader.local), self.house)
        if report.state != "complete":
            raise RuntimeError(f"expected a complete run, not {report}")
        return report.counts.unchanged

    def close(self) -> None:
        self.index.close()
        self.house.database.close()


def open_folder(folder: Path, workers: Workers = ALONE, url: str | None = None) -> DataFolder:
    """The parts of a data folder, made where they are missing; `url` is of another database."""
    build(folder / "places")
    clock = SystemClock()
    database = Database(url or _url(folder))
    migrating.upgrade(database)
    house = House(database, open_gazetteer(folder / "places"), clock, workers)
    return DataFolder(folder, house, Reading(database, clock), EmbeddedIndex(folder / "index"))


def filled(folder: Path, count: int, url: str | None = None) -> DataFolder:
    """A data folder with `count` listings; what is there already is taken as it is."""
    opened = open_folder(folder, url=url)
    if opened.reading.total() != count:
        feed = folder / "feed"
        opened.harvest(write_pages(feed, count, open_gazetteer(folder / "places")), feed)
    catch_up(opened.reading, opened.index)
    return opened


def database_alone(folder: Path, count: int) -> Database:
    """The database of a data folder with `count` listings; nothing of what filled it is open."""
    filled(folder, count).close()
    return Database(_url(folder))


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'fingerpost.sqlite3'}"
