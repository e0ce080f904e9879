"""The lease of a run while it is at work: kept alive beside it, and looked at by it."""

from types import TracebackType

from directory import run_lease
from directory.leases import LeaseLost, Leasing, Progress
from runtime.clock import Clock
from runtime.database import Database
from runtime.heartbeat import Heartbeat


class RunLease:
    """Kept from entering to leaving; `progress` is told to others with every sign of life."""

    def __init__(self, database: Database, clock: Clock, leasing: Leasing, run_id: int) -> None:
        self.progress = Progress()
        self._database = database
        self._clock = clock
        self._leasing = leasing
        self._run_id = run_id
        self._heart = Heartbeat(self._beat, leasing.beat_s)

    def check(self) -> None:
        """Raises LeaseLost if others have taken the source over."""
        if self._heart.lost:
            raise LeaseLost(f"run {self._run_id} was taken over by another process; it stopped")

    def __enter__(self) -> "RunLease":
        self._heart.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._heart.__exit__(kind, error, trace)

    def _beat(self) -> bool:
        if not self._run_id:
            return True
        now = self._clock.now()
        return run_lease.renew(self._database, self._run_id, now, self._leasing, self.progress)
