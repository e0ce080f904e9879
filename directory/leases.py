"""Leases: who is at work on something, and when others may conclude that nobody is."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update
from sqlalchemy.exc import OperationalError

from runtime.database import Database
from runtime.holder import has_died
from runtime.sqlite import is_locked

BEATS = 12
"""Signs of life within one lease, so that a few may be lost."""

GLANCE_MS = 500
"""How long a sign of life waits for its turn to be written."""

LOCKED_S = 1.0
"""Who waited longer than this to write concludes nothing from another's silence: where one writes
at a time, as in SQLite, the other may have waited too. It is looked at again at the next turn."""


@dataclass(frozen=True, slots=True)
class Leasing:
    """A lease ends `lease_s` seconds after the last sign of life of its holder."""

    lease_s: float = 60.0

    @property
    def beat_s(self) -> float:
        """Seconds between two signs of life."""
        return self.lease_s / BEATS

    def until(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self.lease_s)


DEFAULT_LEASING = Leasing()


class LeaseLost(RuntimeError):
    """The lease ended while its holder was still at work, and others may have taken over."""


@dataclass(slots=True)
class Progress:
    """What is being done, how far it is, and how far it goes where that is known."""

    doing: str | None = None
    done: int | None = None
    total: int | None = None

    def tell(self, doing: str, done: int, total: int | None) -> None:
        self.doing, self.done, self.total = doing, done, total


def is_free(holder: str | None, until: datetime | None, now: datetime) -> bool:
    """Whether a lease binds nobody: it has ended, or its holder is known to have died."""
    return until is None or until <= now or has_died(holder)


def was_locked(asked_s: float) -> bool:
    """Whether who asked to write at this second of `time.monotonic` has waited too long for it."""
    return time.monotonic() - asked_s > LOCKED_S


def told_at_leisure(database: Database, renewal: Update) -> bool:
    """Give a sign of life; False where the lease is no longer ours.

    While somebody writes, be it this process with what it publishes, SQLite takes no sign. Nobody
    can take the lease over either, as that is to be written too: the next beat tells it.
    """
    try:
        with database.writing(lasting=False, wait_ms=GLANCE_MS) as connection:
            return connection.execute(renewal).rowcount == 1
    except OperationalError as error:
        if is_locked(error):
            return True
        raise
