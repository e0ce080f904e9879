"""What becomes of each record of a read: some are settled at once, the others understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from directory.staging import Known
from harvesters.pipeline import Gathered, Identity, PlaceFinder, understand_as
from harvesters.source import Source
from journeys.taking import Taken, says_the_same, take, take_again
from schema.record import Record


@dataclass(frozen=True, slots=True)
class Fresh:
    """A record that says something new: its id, what it says, and what is held of it."""

    id: str
    identity: Identity
    held: Known | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What is done with a record; `record` is there if it was looked at anew."""

    taken: Taken
    record: Record | None = None


def at_once(source: Source, one: str, gathered: Gathered, held: Known | None) -> Judged | None:
    """What is done with a record that needs no understanding; None for one that does."""
    record = gathered.settled(source)
    if record:
        return Judged(take(one, record, held), record)
    if held and says_the_same(gathered.identity.fingerprint, held):
        return Judged(take_again(one, held))
    return None


def understood(
    source: Source, gazetteer: PlaceFinder, now: datetime, fresh: Sequence[Fresh]
) -> list[Judged]:
    """What is done with each record, once it is understood; the same in whichever process.

    `now` is the moment of the run, in UTC.
    """
    source = _met_before(source)
    judged = []
    for one in fresh:
        record = understand_as(source, one.identity, gazetteer, now=now)
        judged.append(Judged(take(one.id, record, one.held), record))
    return judged


@lru_cache(maxsize=256)
def _met_before(source: Source) -> Source:
    """The same source, as the object that caches know already where it came from elsewhere."""
    return source
