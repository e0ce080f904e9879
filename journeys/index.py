"""From the change log to the search index: only what changed, or everything beside and swapped."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from directory.documents.reading import Reading
from directory.documents.stored import Stored
from runtime.workers import ALONE, Workers
from search.documents import SearchDocument
from search.index import SearchIndex
from search.published import read_document
from search.unavailable import IndexBusy, IndexLost, IndexMoved

BATCH, PIECE = 20_000, 1_000
MUCH = 100
"""So many changes are not waited for by whoever only wants to find what they have just changed."""
TRIES = 5
"""Of whoever follows while other threads of this process do."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the index is behind what is published; `position` is None when it has to be rebuilt.

    `seconds` is the age of the oldest change that it lacks.
    """

    position: int | None
    changes: int
    seconds: float


def lag(reading: Reading, index: SearchIndex, now: datetime) -> Lag:
    """How far the index is behind; raises SearchUnavailable when the engine is away."""
    newest, position = reading.generation(), _position(index)
    since = reading.waiting_since(position or 0) if position != newest else None
    seconds = max(0.0, (now - since).total_seconds()) if since else 0.0
    return Lag(position, max(0, newest - (position or 0)), seconds)


def catch_up(
    reading: Reading,
    index: SearchIndex,
    progress: Progress | None = None,
    workers: Workers = ALONE,
) -> int:
    """Bring the index to the newest change; gives how many changes it took.

    `workers` share out the reading of documents where all are read.
    An empty or lost index, or one that is where the database never was (which was restored from an
    older copy), is built anew. What is no change of a service is passed over: the index stands at
    the newest change afterwards. Raises IndexBusy if another process is writing to the index.
    """
    newest, position = reading.generation(), _position(index)
    if position == newest:
        return 0
    taken = 0
    if not position or not _goes_on_from(reading, position):
        taken = rebuild(reading, index, progress, workers)
        position = index.position()
    while changes := reading.changes(position, BATCH):
        position = changes[-1][0]
        _apply(reading, index, [listing for _, listing in changes], position)
        taken += len(changes)
        if progress:
            progress(position, newest)
    if position < newest:
        _apply(reading, index, (), newest)
    return taken


def rebuild(
    reading: Reading,
    index: SearchIndex,
    progress: Progress | None = None,
    workers: Workers = ALONE,
) -> int:
    """Build the index anew from what is published; gives how many listings it read.

    A rebuild that was broken off is gone on with where the engine can; `catch_up` then writes what
    has changed since that one was begun.
    """
    newest, total = reading.generation(), reading.total()
    after = index.rebuilt_through(newest)
    there = reading.total_through(after) if after else 0
    read = 0

    def documents() -> Iterator[SearchDocument]:
        nonlocal read
        for some in workers.each(_documents, _pieces(reading.published(after))):
            read += len(some)
            yield from filter(None, some)
            if progress:
                progress(there + read, total)

    index.rebuild(documents(), newest)
    if progress:
        progress(total, total)
    return read


def _goes_on_from(reading: Reading, position: int) -> bool:
    """Whether the database once was where an index is; one from an older copy was not."""
    return position <= reading.generation() and reading.gave(position)


def _position(index: SearchIndex) -> int | None:
    try:
        return index.position()
    except IndexLost:
        return None


def _apply(reading: Reading, index: SearchIndex, ids: Sequence[str], position: int) -> None:
    wanted = sorted(set(ids))
    stored: dict[str, Stored] = {}
    for start in range(0, len(wanted), 500):
        stored |= reading.documents(wanted[start : start + 500])
    upserts = [document for one in stored.values() if (document := _document(one))]
    offered = {document.id for document in upserts}
    index.apply(upserts, [one for one in wanted if one not in offered], position)


def _pieces(published: Iterator[Stored]) -> Iterator[list[bytes]]:
    while some := [stored.body for stored in islice(published, PIECE)]:
        yield some


def _documents(bodies: Sequence[bytes]) -> list[SearchDocument | None]:
    return list(map(read_document, bodies))


def _document(stored: Stored) -> SearchDocument | None:
    if stored.state != "published":
        return None
    return read_document(stored.body)


def follow(reading: Reading, index: SearchIndex, progress: Progress | None = None) -> bool:
    """Catch up if no other process is doing so already; says whether the index is up to date.

    Whoever was about to write lets others write, be it that an empty index was made or that search
    went away in the middle.
    """
    if _position(index) == reading.generation():
        return True
    try:
        _catch_up_among_others(reading, index, progress)
    except IndexBusy:
        return False
    finally:
        index.release()
    return True


def _catch_up_among_others(reading: Reading, index: SearchIndex, progress: Progress | None) -> None:
    """Where another thread wrote first, what it left is taken."""
    for _ in range(TRIES):
        with suppress(IndexMoved):
            catch_up(reading, index, progress)
            return
    raise IndexMoved


def follow_if_little(reading: Reading, index: SearchIndex) -> bool:
    """The same for whoever is being waited for: an index that is lost, or far behind, is left to
    what follows it beside.
    """
    position = _position(index)
    since = position if position and _goes_on_from(reading, position) else 0
    if len(reading.changes(since, MUCH + 1)) > MUCH:
        return False
    return follow(reading, index)
