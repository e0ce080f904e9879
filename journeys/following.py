"""From the change log to what is made of services: only what changed, or everything read anew.

Several processes may do so at once: each step is taken by one of them. A rebuilding that was broken
off is carried on.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

from directory.chunks import chunks
from directory.documents.reading import Reading
from directory.documents.stored import Stored
from directory.following import Standing
from journeys.index import Progress


class Follower(Protocol):
    """What is made of published services, and stands at a change of the log.

    Each step leads from a standing to the next, wholly or not at all: it is False, and nothing was
    done, if another process was quicker.
    """

    @property
    def batch(self) -> int:
        """So many changes or services are taken in one step."""

    @property
    def shape(self) -> str | int:
        """What this version makes of a service; what is of another shape is made anew."""

    def standing(self) -> Standing:
        """Where it stands now."""

    def begin(self, before: Standing, after: Standing) -> bool:
        """Note that everything is read anew; what is there answers meanwhile."""

    def write(
        self, published: Sequence[Stored], gone: Sequence[str], before: Standing, after: Standing
    ) -> bool:
        """Take in services, and what is published no more."""

    def end(self, before: Standing, after: Standing) -> bool:
        """Let go of what a rebuilding did not meet."""


def catch_up(reading: Reading, follower: Follower, progress: Progress | None = None) -> int:
    """Bring it to the newest change; gives how many changes it took, or services of a rebuilding.

    One that is empty, of another shape, or further than the database (which was restored from an
    older copy) is made anew. Others may publish and follow meanwhile: where it stands is asked
    first, and the log, which only grows, after that.
    """
    at = follower.standing()
    newest = reading.generation()
    if _is_lost(follower, at, newest):
        return _rebuild(reading, follower, progress)
    taken = 0
    while changes := reading.changes(at.position, follower.batch):
        published, gone = _changed(reading, sorted({listing for _, listing in changes}))
        if follower.write(published, gone, at, replace(at, position=changes[-1][0])):
            taken += len(changes)
        at = follower.standing()
        if progress:
            progress(at.position, newest)
    if at.position < newest:
        follower.write((), (), at, replace(at, position=newest))
    return taken


def rebuild(reading: Reading, follower: Follower, progress: Progress | None = None) -> int:
    """Make everything anew, what is under way too; gives how many services it read."""
    _begin(follower, follower.standing(), reading.generation())
    return _rebuild(reading, follower, progress)


def _is_lost(follower: Follower, at: Standing, newest: int) -> bool:
    """Whether following the changes would not lead to what is published."""
    if at.rebuild_to is not None or at.position > newest:
        return True
    return at.shape != follower.shape or (at.position == 0 and newest > 0)


def _begin(follower: Follower, at: Standing, newest: int) -> None:
    follower.begin(at, Standing(at.position, follower.shape, rebuild_to=newest))


def _rebuild(reading: Reading, follower: Follower, progress: Progress | None) -> int:
    """Begin a rebuilding or carry on the one under way, beside other processes that do so too."""
    at, newest, total, read = follower.standing(), reading.generation(), reading.total(), 0
    if at.rebuild_to is None or at.rebuild_to > newest or at.shape != follower.shape:
        _begin(follower, at, newest)
    while (at := follower.standing()).rebuild_to is not None:
        batch = list(islice(reading.published(at.rebuild_after), follower.batch))
        if not batch:
            end = replace(at, position=at.rebuild_to, rebuild_to=None, rebuild_after="")
            follower.end(at, end)
        elif follower.write(batch, (), at, replace(at, rebuild_after=batch[-1].id)):
            read += len(batch)
            if progress:
                progress(min(read, total), total)
    return read


def _changed(reading: Reading, ids: Sequence[str]) -> tuple[list[Stored], list[str]]:
    stored = (one for some in chunks(ids) for one in reading.documents(some).values())
    published = [one for one in stored if one.state == "published"]
    offered = {one.id for one in published}
    return published, [one for one in ids if one not in offered]
