"""The time: one clock handed to whoever needs it, so that tests can stop it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, in UTC."""
        ...

    def today(self) -> date:
        """The date in London, by which awards begin and end."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(LONDON).date()


@dataclass
class FrozenClock:
    """A clock that stands still until `at` is set anew."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.astimezone(LONDON).date()
