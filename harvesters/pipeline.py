"""From a feed to records: read, gather, map, clean, validate, one record at a time."""

from collections.abc import Callable, Iterator

from harvesters.gathering import Gathered, Gathering
from harvesters.identity import Identity, fingerprint, identify, source_digest
from harvesters.mapping.draft import PlaceFinder
from harvesters.notes import ReadNotes
from harvesters.readers import READERS
from harvesters.settling import Held, nothing_held
from harvesters.source import Source
from harvesters.understanding import understand, understand_as
from runtime.egress import Fetch
from schema.record import Record

TOLD_EVERY = 100

__all__ = [
    "Gathered",
    "Gathering",
    "Identity",
    "PlaceFinder",
    "fingerprint",
    "gather",
    "harvest",
    "identify",
    "source_digest",
    "understand",
    "understand_as",
]


def gather(
    source: Source,
    fetch: Fetch,
    notes: ReadNotes,
    watch: Callable[[int], None] | None = None,
    edition: str = "",
    held: Held = nothing_held,
) -> Gathering:
    """The whole feed, read to its end, with each key settled; to be used as a context.

    `watch` is told now and then how many records were read; `edition` is that of the postcodes,
    `held` gives what is held under a key already. Raises FeedFailed if nothing can be read. Fields
    that nobody has mapped are among the warnings.
    """
    gathering = Gathering(source, edition, held)
    try:
        for raw in READERS[source.reader.kind](source.reader, fetch, notes):
            gathering.add(raw)
            if watch and len(gathering) % TOLD_EVERY == 0:
                watch(len(gathering))
    except BaseException:
        gathering.close()
        raise
    if watch:
        watch(len(gathering))
    gathering.report(notes)
    return gathering


def harvest(
    source: Source, fetch: Fetch, gazetteer: PlaceFinder, notes: ReadNotes
) -> Iterator[Record]:
    """Every record of the feed, exactly once, with what became of it."""
    with gather(source, fetch, notes, edition=gazetteer.edition) as gathering:
        for each in gathering:
            yield each.settled(source) or understand_as(source, each.identity, gazetteer)
