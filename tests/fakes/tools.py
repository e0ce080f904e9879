"""What tasks work with, made of a test's own parts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from directory.documents.reading import Reading
from directory.leases import DEFAULT_LEASING, Leasing
from harvesters.local import LocalFetch
from harvesters.source import Source, source_files
from harvesters.terms_file import Terms
from journeys.exports.bulk import Bulk
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.egress import Fetch
from runtime.workers import ALONE, Workers


@dataclass
class FakeTools:
    """Feeds are files of `folder`, source files those of its folder `sources`."""

    database: Database
    clock: FrozenClock
    folder: Path
    places: Callable[[], Gazetteer]
    leasing: Leasing = DEFAULT_LEASING
    workers: Workers = ALONE
    remind_after: timedelta = timedelta(days=183)
    fetched: list[str] = field(default_factory=list)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.database, self.clock)

    @property
    def gazetteer(self) -> Gazetteer:
        return self.places()

    @cached_property
    def bulk(self) -> Bulk:
        return Bulk(self.folder / "exports", self.database, self.clock)

    @property
    def suburbs(self) -> Path:
        return self.folder / "suburbs.json"

    def source_files(self) -> Sequence[Path]:
        return source_files(sorted((self.folder / "sources").glob("*")))

    def terms(self) -> Terms:
        return {}

    @contextmanager
    def fetch(self, source: Source) -> Iterator[Fetch]:
        self.fetched.append(source.id)
        yield LocalFetch(self.folder, source.reader.local)
