"""From the change log to FHIR resources: only what changed, or everything read anew."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from directory.fhir.rows import Translated, translated
from directory.fhir.standing import Standing, standing
from directory.fhir.writing import empty_unpublished, write
from directory.reading import Reading, Stored
from journeys.index import Progress
from runtime.database import Database
from schema.fhir.resources import SHAPE_VERSION

BATCH = 500


def catch_up(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Bring the resources to the newest change; gives how many services it wrote.

    Those that are empty, of another shape, or further than the database (which was restored from
    an older copy) are made anew. Several processes may do so at once: each step is taken by one.
    """
    newest, at = reading.generation(), standing(database)
    if _is_lost(at, newest):
        return _rebuild(reading, database, progress)
    taken = 0
    while changes := reading.changes(at.position, BATCH):
        services, gone = _changed(reading, sorted({listing for _, listing in changes}))
        if write(database, services, gone, at, replace(at, position=changes[-1][0])):
            taken += len(services) + len(gone)
        at = standing(database)
        if progress:
            progress(at.position, newest)
    if at.position < newest:
        write(database, (), (), at, replace(at, position=newest))
    return taken


def follow(reading: Reading, database: Database) -> bool:
    """Catch up, as one of several processes; says whether there was anything to take in."""
    return catch_up(reading, database) > 0


def rebuild(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Make everything anew; what is there answers meanwhile. Gives how many services it wrote."""
    _begin(reading, database)
    return _rebuild(reading, database, progress)


def _is_lost(at: Standing, newest: int) -> bool:
    """Whether following the changes would not lead to what is published."""
    if at.rebuild_to is not None or at.position > newest:
        return True
    return at.shape != SHAPE_VERSION or (at.position == 0 and newest > 0)


def _begin(reading: Reading, database: Database) -> None:
    at = standing(database)
    beginning = Standing(position=at.position, rebuild_to=reading.generation())
    write(database, (), (), at, beginning)


def _rebuild(reading: Reading, database: Database, progress: Progress | None) -> int:
    """Begin anew, or carry on what is under way, beside other processes that do so too."""
    at, newest, total, read = standing(database), reading.generation(), reading.total(), 0
    if at.rebuild_to is None or at.rebuild_to > newest or at.shape != SHAPE_VERSION:
        _begin(reading, database)
    while (at := standing(database)).rebuild_to is not None:
        batch = list(islice(reading.published(at.rebuild_after), BATCH))
        if not batch:
            empty_unpublished(database)
            write(database, (), (), at, Standing(position=at.rebuild_to))
        elif write(database, _all(batch), (), at, replace(at, rebuild_after=batch[-1].id)):
            read += len(batch)
            if progress:
                progress(min(read, total), total)
    return read


def _changed(reading: Reading, ids: Sequence[str]) -> tuple[list[Translated], list[str]]:
    found = reading.documents(ids)
    published = [one for one in found.values() if one.state == "published"]
    offered = {one.id for one in published}
    return _all(published), [one for one in ids if one not in offered]


def _all(stored: Sequence[Stored]) -> list[Translated]:
    return [translated(one.body, one.etag) for one in stored]
