"""The catalogue follows the change log: only what changed, or everything read anew."""

from collections.abc import Sequence

import orjson

from directory.catalogue.entry import read_entry
from directory.catalogue.standing import shape, standing
from directory.catalogue.writing import Writer
from directory.documents.reading import Reading
from directory.documents.stored import Stored
from directory.following import Standing
from journeys import following
from journeys.cataloguing import known
from journeys.index import Progress
from runtime.database import Database
from search.tokens import stems_of

BATCH = 1_000


def catch_up(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Bring the catalogue to the newest change; gives how many changes it took.

    One that cannot follow them is read anew, as `journeys.following` says.
    """
    return following.catch_up(reading, _Following(database), progress)


def rebuild(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Read everything anew; what is there answers meanwhile. Gives how many listings it read."""
    return following.rebuild(reading, _Following(database), progress)


def follow(reading: Reading, database: Database) -> bool:
    """Catch up, as one of several processes; says whether there was anything to take in."""
    return catch_up(reading, database) > 0


class _Following:
    """The catalogue as a follower."""

    def __init__(self, database: Database) -> None:
        self.batch, self.shape = BATCH, shape()
        self._database = database
        self._writer = Writer(database, stems_of)

    def standing(self) -> Standing:
        return standing(self._database)

    def begin(self, before: Standing, after: Standing) -> bool:
        return self._writer.begin_rebuilding(before, after)

    def write(
        self, published: Sequence[Stored], gone: Sequence[str], before: Standing, after: Standing
    ) -> bool:
        entries = [read_entry(orjson.loads(one.body), known(one.body)) for one in published]
        return self._writer.write(entries, gone, before, after)

    def end(self, before: Standing, after: Standing) -> bool:
        return self._writer.end_rebuilding(self._writer.unpublished(), before, after)
