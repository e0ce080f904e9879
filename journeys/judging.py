"""What becomes of each record of a read: some are settled at once, the others understood."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from directory.known import Known
from harvesters.pipeline import Gathered, Identity, PlaceFinder, understand_as
from harvesters.source import Source
from journeys.findings import Findings
from journeys.taking import Taken, says_the_same, take, take_again


class Fresh(NamedTuple):
    """A record that says something new: its id, what it says, and what is held of it."""

    id: str
    identity: Identity
    held: Known | None


class Judged(NamedTuple):
    """What is done with some records, and what there is to tell of them."""

    taken: list[Taken]
    findings: Findings


def at_once(
    source: Source, one: str, gathered: Gathered, held: Known | None, findings: Findings
) -> Taken | None:
    """What is done with a record that needs no understanding; None for one that does."""
    record = gathered.settled(source)
    if record:
        findings.note(record)
        return take(one, record, held)
    if held and says_the_same(gathered.identity.fingerprint, held):
        taken = take_again(one, held)
        if taken.reason:
            findings.note_reason(taken.tally, taken.reason)
        return taken
    return None


def understood(
    source: Source, gazetteer: PlaceFinder, now: datetime, fresh: Sequence[Fresh]
) -> Judged:
    """What is done with each record, once it is understood; the same in whichever process.

    `now` is the moment of the run, in UTC.
    """
    source = _met_before(source)
    judged = Judged([], Findings())
    for one in fresh:
        record = understand_as(source, one.identity, gazetteer, now=now)
        judged.findings.note(record)
        judged.taken.append(take(one.id, record, one.held))
    return judged


@lru_cache(maxsize=256)
def _met_before(source: Source) -> Source:
    """The same source, as the object that caches know already where it came from elsewhere."""
    return source
