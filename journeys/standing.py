"""How the house stands: each thing it depends on, by name, with its state.

The database must be reached and have this version's shape, or nothing can be answered. Everything
else may be away or behind, and the house serves on without it: that is degraded, not unready.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Protocol

from runtime.clock import Clock
from runtime.patience import Patience
from search.index import Health, SearchIndex
from search.unavailable import KeyRefused

BEHIND_S = 60
"""A projection may be this far behind what is published before it counts as degraded."""
LEAST_FREE_PERCENT = 5

State = Literal["ok", "degraded", "down"]
Status = Literal["ready", "degraded", "unready", "draining"]


class Log(Protocol):
    """The log of changes."""

    def generation(self) -> int:
        """The number of the newest change."""
        ...

    def waiting_since(self, position: int) -> datetime | None:
        """When the oldest change after `position` was made, if there is one."""
        ...


@dataclass(frozen=True, slots=True)
class Dependency:
    """Something the house needs; `lag_s` is the age of the oldest change that it lacks."""

    name: str
    state: State
    detail: str = ""
    position: int | None = None
    lag_s: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole at one moment."""

    status: Status
    dependencies: tuple[Dependency, ...]
    listings: int = 0
    directory_position: int = 0

    @property
    def serves(self) -> bool:
        """Whether requests should be sent here."""
        return self.status in ("ready", "degraded")


@dataclass(frozen=True, slots=True)
class Disk:
    """A folder whose disk must not run full."""

    folder: Path

    def look(self) -> Dependency:
        """Degraded once less than 5 % are free."""
        usage = shutil.disk_usage(self.folder)
        low = usage.free * 100 < usage.total * LEAST_FREE_PERCENT
        detail = f"less than {LEAST_FREE_PERCENT} % are free" if low else ""
        return Dependency("disk", "degraded" if low else "ok", detail)


class Watch:
    """Looks at every dependency; nothing that hangs holds it up for more than a few seconds.

    `followers` tell, by name, the newest change that each projection in the database has taken in.
    """

    def __init__(
        self,
        log: Log,
        index: SearchIndex,
        clock: Clock,
        *,
        shape_is_right: Callable[[], bool] = lambda: True,
        followers: Mapping[str, Callable[[], int]] = MappingProxyType({}),
        further: Sequence[Callable[[], Dependency]] = (),
        draining: Callable[[], bool] = lambda: False,
    ) -> None:
        self._log = log
        self._clock = clock
        self._shape = Patience(shape_is_right)
        self._newest = Patience(log.generation)
        self._index = Patience(index.health)
        self._followers = {name: Patience(position) for name, position in followers.items()}
        self._further = further
        self._draining = draining

    def standing(self) -> Standing:
        """How everything stands now; says nothing of why, since errors may name machines."""
        database, newest = self._database()
        listings, search = self._search(newest)
        found = [database, search]
        if database.state == "ok":
            for name, position in self._followers.items():
                found.append(self._projection(name, position.answer, newest))
        found += [look() for look in self._further]
        return Standing(self._status(found), tuple(found), listings, newest)

    def _status(self, found: Sequence[Dependency]) -> Status:
        if self._draining():
            return "draining"
        if found[0].state == "down":
            return "unready"
        return "ready" if all(one.state == "ok" for one in found) else "degraded"

    def _database(self) -> tuple[Dependency, int]:
        try:
            if not self._shape.answer():
                return Dependency("database", "down", "it has another version's shape"), 0
            newest = self._newest.answer()
        except Exception:
            return Dependency("database", "down", "it is not reached"), 0
        return Dependency("database", "ok", position=newest), newest

    def _search(self, newest: int) -> tuple[int, Dependency]:
        health = Health(0, 0)

        def position() -> int:
            nonlocal health
            health = self._index.answer()
            return health.position

        found = self._projection("search", position, newest)
        return health.listings, found

    def _projection(self, name: str, position: Callable[[], int], newest: int) -> Dependency:
        try:
            at = position()
            since = self._log.waiting_since(at) if at < newest else None
        except KeyRefused:
            return Dependency(name, "down", "it does not know our key")
        except Exception:
            return Dependency(name, "down", "it is not reached")
        lag_s = max(0.0, (self._clock.now() - since).total_seconds()) if since else 0.0
        if lag_s > BEHIND_S:
            return Dependency(name, "degraded", "it is behind what is published", at, lag_s)
        return Dependency(name, "ok", position=at, lag_s=lag_s)
