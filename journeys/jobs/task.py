"""A task: a plain function that does not know who runs it, and how often it is to be run."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from directory.documents.reading import Reading
from directory.leases import Leasing
from harvesters.source import Source
from harvesters.terms_file import Terms
from journeys.exports.bulk import Bulk
from places.gazetteer import Gazetteer
from runtime.clock import Clock
from runtime.database import Database
from runtime.workers import Workers

if TYPE_CHECKING:
    from runtime.egress import Fetch

Tell = Callable[[str, int, int | None], None]
"""Told what is being done, how far it is, and how far it goes where that is known."""


class Tools(Protocol):
    """What tasks work with; each is opened when it is first asked for."""

    @property
    def clock(self) -> Clock: ...
    @property
    def leasing(self) -> Leasing: ...
    @property
    def database(self) -> Database: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def gazetteer(self) -> Gazetteer: ...
    @property
    def workers(self) -> Workers: ...
    @property
    def suburbs(self) -> Path:
        """The file in which learnt suburbs are kept."""
        ...

    @property
    def bulk(self) -> Bulk:
        """The files of everything published."""
        ...

    @property
    def remind_after(self) -> timedelta:
        """How long a group's listing may go unconfirmed."""
        ...

    def source_files(self) -> Sequence[Path]:
        """The source files as they are now."""
        ...

    def terms(self) -> Terms:
        """What the operator says terms of sources mean; raises SourceFileError."""
        ...

    def fetch(self, source: Source) -> AbstractContextManager["Fetch"]:
        """A client for the feed of a source, at its pace."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """`work` is given its tools, its subject and whom to tell how far it is; it gives a sentence.

    A task of the whole directory runs `every` so often; without it, its subjects are declared
    elsewhere. One that is `apart` takes long and runs in a process of its own; `needless` says,
    at little cost, that there is nothing to do just now, so that none is started.
    """

    kind: str
    work: Callable[[Tools, str, Tell], str | None]
    every: timedelta | None = None
    apart: bool = False
    needless: Callable[[Tools], bool] | None = None


class TaskFailed(Exception):
    """A task that could not be done; `temporary` says whether trying again may help."""

    def __init__(self, reason: str, *, temporary: bool, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.temporary = temporary
        self.retry_after_s = retry_after_s


class Later(Exception):
    """A task that cannot be done now through nobody's fault; it is due again at `at`."""

    def __init__(self, at: datetime, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason
