"""From the change log to the catalogue: only what changed, or everything read anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import orjson

from directory.catalogue.entry import Entry, read_entry
from directory.catalogue.standing import Standing, shape, standing
from directory.catalogue.writing import Writer
from directory.reading import Reading, Stored
from journeys.cataloguing import known
from journeys.index import Progress
from runtime.database import Database
from search.tokens import stems_of

BATCH = 1_000


def catch_up(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Bring the catalogue to the newest change; gives how many changes it took.

    One that is empty, of another shape, or further than the database (which was restored from an
    older copy) is read anew, and a rebuilding that was broken off is carried on. Several processes
    may do so at once: each step is taken by one of them.
    """
    newest, at = reading.generation(), standing(database)
    if _is_lost(at, newest):
        return _rebuild(reading, database, progress)
    writer, taken = _writer(database), 0
    while changes := reading.changes(at.position, BATCH):
        entries, gone = _changed(reading, sorted({listing for _, listing in changes}))
        if writer.write(entries, gone, at, replace(at, position=changes[-1][0])):
            taken += len(changes)
        at = standing(database)
        if progress:
            progress(at.position, newest)
    if at.position < newest:
        writer.write((), (), at, replace(at, position=newest))
    return taken


def rebuild(reading: Reading, database: Database, progress: Progress | None = None) -> int:
    """Read everything anew; what is there answers meanwhile. Gives how many listings it read."""
    at = standing(database)
    _writer(database).begin_rebuilding(at, _beginning(at, reading.generation()))
    return _rebuild(reading, database, progress)


def _is_lost(at: Standing, newest: int) -> bool:
    """Whether following the changes would not lead to what is published."""
    if at.rebuild_to is not None or at.position > newest:
        return True
    return at.shape != shape() or (at.position == 0 and newest > 0)


def _beginning(at: Standing, newest: int) -> Standing:
    return replace(at, shape=shape(), rebuild_to=newest, rebuild_after="")


def _rebuild(reading: Reading, database: Database, progress: Progress | None) -> int:
    """Begin a rebuilding or carry on the one under way, beside other processes that do so too."""
    writer, at, newest = _writer(database), standing(database), reading.generation()
    if at.rebuild_to is None or at.rebuild_to > newest or at.shape != shape():
        writer.begin_rebuilding(at, _beginning(at, newest))
    read, total = 0, reading.total()
    while (at := standing(database)).rebuild_to is not None:
        batch = list(islice(reading.published(at.rebuild_after), BATCH))
        if not batch:
            end = replace(at, position=at.rebuild_to, rebuild_to=None, rebuild_after="")
            writer.end_rebuilding(writer.unpublished(), at, end)
        elif writer.write(_entries(batch), (), at, replace(at, rebuild_after=batch[-1].id)):
            read += len(batch)
            if progress:
                progress(min(read, total), total)
    return read


def follow(reading: Reading, database: Database) -> bool:
    """Catch up, as one of several processes; says whether there was anything to take in."""
    return catch_up(reading, database) > 0


def _writer(database: Database) -> Writer:
    return Writer(database, stems_of)


def _changed(reading: Reading, ids: Sequence[str]) -> tuple[list[Entry], list[str]]:
    stored = [one for some in _chunks(ids) for one in reading.documents(some).values()]
    published = [one for one in stored if one.state == "published"]
    offered = {one.id for one in published}
    return _entries(published), [one for one in ids if one not in offered]


def _entries(published: Sequence[Stored]) -> list[Entry]:
    return [read_entry(orjson.loads(one.body), known(one.body)) for one in published]


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
