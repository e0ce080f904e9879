"""One process of all machines does what only one may do, and another when it has gone."""

from collections.abc import Callable

from directory.jobs import holding
from directory.jobs.declaring import Declared, declare
from directory.jobs.holding import HANDED_BACK, Ended
from directory.jobs.reading import Job
from directory.leases import Leasing, Progress
from journeys.jobs.performing import recover
from journeys.jobs.task import Tools
from runtime.heartbeat import Heartbeat

SOON_NOTICED = Leasing(15.0)


class Leading:
    """Does `work` at each turn while this process leads; tries to lead where nobody does."""

    def __init__(self, tools: Tools, kind: str, work: Callable[[], object]) -> None:
        self._tools = tools
        self._kind = kind
        self._work = work
        self._held: tuple[Job, Heartbeat] | None = None

    def turn(self) -> None:
        """Work if this process leads."""
        if self._leads():
            self._work()

    def stop(self) -> None:
        """Let another lead at once."""
        if self._held:
            job, heart = self._held
            heart.__exit__(None, None, None)
            now = self._tools.clock.now()
            holding.end(self._tools.database, job, Ended(HANDED_BACK, now), now)
            self._held = None

    def _leads(self) -> bool:
        if self._held and not self._held[1].lost:
            return True
        self.stop()
        tools, now = self._tools, self._tools.clock.now()
        declare(tools.database, self._kind, {"": Declared(0.0, now)}, now)
        recover(tools, self._kind)
        job = holding.claim(tools.database, (self._kind, ""), now, SOON_NOTICED)
        if job:
            self._held = job, Heartbeat(lambda: self._beat(job), SOON_NOTICED.beat_s).__enter__()
        return job is not None

    def _beat(self, job: Job) -> bool:
        now = self._tools.clock.now()
        return holding.renew(self._tools.database, job, now, SOON_NOTICED, Progress())
