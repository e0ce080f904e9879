"""What a run does with a record, given what the directory holds of it already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from directory import staging
from directory.known import Known
from directory.runs import Counts
from directory.staging import Seen, Staged
from schema.record import Outcome, Record

T = TypeVar("T")
CHUNK = 500


class Taken(NamedTuple):
    """What is staged of a record (nothing of one that was skipped) and to which count it goes.

    `reason` is why a record that says what it said before is still not taken.
    """

    tally: str
    item: Seen | Staged | None = None
    reason: str | None = None


def says_the_same(fingerprint: str, held: Known | None) -> bool:
    """Whether a record says what it said before, and was not gone since."""
    return held is not None and held.state != "gone" and held.fingerprint == fingerprint


def take_again(one: str, held: Known) -> Taken:
    """A record that says the same: what was made of it stands."""
    if held.state == "live":
        return Taken("unchanged", Seen(one))
    return Taken(held.state, Seen(one), held.reason)


def take(one: str, record: Record, held: Known | None) -> Taken:
    """A record that was looked at anew; `one` is its id."""
    if record.outcome is Outcome.SKIPPED:
        return Taken("skipped")
    if held is not None and says_the_same(record.fingerprint, held):
        return take_again(one, held)
    item = staging.staged(one, record, held)
    if record.outcome is not Outcome.UNDERSTOOD:
        return Taken(str(record.outcome), item)
    return Taken("new" if held is None or held.state == "gone" else "changed", item)


def counted(counts: Counts, taken: Sequence[Taken]) -> Counts:
    return counts.plus(read=len(taken), **Counter(one.tally for one in taken))


def chunked(things: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    left = iter(things)
    while chunk := list(islice(left, size)):
        yield chunk
