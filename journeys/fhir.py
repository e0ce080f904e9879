"""FHIR resources follow the change log: only what changed, or everything made anew."""

from collections.abc import Sequence

from directory.documents.reading import Reading
from directory.documents.stored import Stored
from directory.fhir.rows import translated
from directory.fhir.standing import standing
from directory.fhir.writing import empty_unpublished, write
from directory.following import Standing
from journeys import following
from journeys.index import Progress
from runtime.database import Database
from schema.fhir.resources import SHAPE_VERSION

BATCH = 500


def catch_up(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Bring the resources to the newest change; gives how many changes it took.

    Those that cannot follow them are made anew, as `journeys.following` says.
    """
    return following.catch_up(reading, _Following(database), progress)


def rebuild(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Make everything anew; what is there answers meanwhile. Gives how many services it wrote."""
    return following.rebuild(reading, _Following(database), progress)


def follow(reading: Reading, database: Database) -> bool:
    """Catch up, as one of several processes; says whether there was anything to take in."""
    return catch_up(reading, database) > 0


class _Following:
    """The resources as a follower."""

    def __init__(self, database: Database) -> None:
        self.batch, self.shape = BATCH, SHAPE_VERSION
        self._database = database

    def standing(self) -> Standing:
        return standing(self._database)

    def begin(self, before: Standing, after: Standing) -> bool:
        return write(self._database, (), (), before, after)

    def write(
        self, published: Sequence[Stored], gone: Sequence[str], before: Standing, after: Standing
    ) -> bool:
        services = [translated(one.body, one.etag) for one in published]
        return write(self._database, services, gone, before, after)

    def end(self, before: Standing, after: Standing) -> bool:
        empty_unpublished(self._database)
        return write(self._database, (), (), before, after)
