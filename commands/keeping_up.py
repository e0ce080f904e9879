"""What follows the change log beside a server: little within it, much in a process of its own.

A server that reads thousands of changed listings itself makes everybody wait, and keeps the memory
that it took. Fewer than MUCH are done before another process has begun.
"""

import sys
import time
from collections.abc import Callable

from commands.parts import Parts, open_parts
from journeys import catalogue, fhir
from journeys.index import MUCH, follow, lag
from journeys.tend import Work
from runtime.children import Child, live_no_longer_than_parent
from runtime.locks import FileLock
from runtime.logs import configure
from runtime.termination import hand_back_when_asked
from runtime.yielding import let_others_go_first

MODULE, LOCK, PROJECTIONS = "commands.keeping_up", "keeping-up.lock", "--projections"
STOP_S, BUSY_S, LOOK_EVERY_S = 5.0, 60.0, 0.5


class KeepingUp:
    """Turns of a serving process; of all that serve on a machine one starts another.

    While that is at work, and when it has failed, `unless_apart` tells who does it.
    """

    def __init__(
        self, waiting: Callable[[], int], lock: FileLock, start: Callable[[], Child]
    ) -> None:
        self._waiting, self._lock, self._start = waiting, lock, start
        self._child: Child | None = None
        self._is_apart = False

    def turn(self) -> None:
        """See whether the other process has ended, and whether it is time for one."""
        failed = self._has_failed()
        if self._child is None:
            much = self._waiting() > MUCH and not failed
            if much and self._lock.take():
                self._child = self._start()
            self._is_apart = much

    def unless_apart(self, work: Work) -> Work:
        """The same work, left alone while another process does it."""
        return lambda: None if self._is_apart else work()

    def stop(self) -> None:
        """End what is under way; whoever serves next goes on with it."""
        if self._child is not None:
            self._child.stop(STOP_S)
            self._child = None
        self._lock.give_back()

    def _has_failed(self) -> bool:
        """Whether the other process has ended just now, and not well."""
        if self._child is None or self._child.exit_code is None:
            return False
        failed = self._child.exit_code != 0
        self._child = None
        self._lock.give_back()
        return failed


def keeping_up(parts: Parts, *, projections: bool) -> KeepingUp:
    """What keeps the index of this machine up, and with `projections` those of the database."""
    lock = FileLock(parts.settings.data_dir / LOCK)
    more = [PROJECTIONS] if projections else []
    return KeepingUp(lambda: _waiting(parts, projections), lock, lambda: Child(MODULE, more))


def _waiting(parts: Parts, projections: bool) -> int:
    changes = lag(parts.reading, parts.index, parts.clock.now()).changes
    if not projections:
        return changes
    return max(changes, parts.reading.generation() - parts.catalogue.position())


def main(*arguments: str) -> None:
    """Take in everything that waits, in a process that was started for it.

    Ends with 1 where others wrote to the index all the time, and it took in nothing.
    """
    live_no_longer_than_parent()
    hand_back_when_asked()
    let_others_go_first()
    configure()
    parts = open_parts()
    ends = time.monotonic() + BUSY_S
    while not (followed := follow(parts.reading, parts.index)) and time.monotonic() < ends:
        time.sleep(LOOK_EVERY_S)
    if PROJECTIONS in arguments:
        catalogue.follow(parts.reading, parts.database)
        fhir.follow(parts.reading, parts.database)
    parts.close()
    sys.exit(0 if followed else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
