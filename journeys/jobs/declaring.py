"""Keep the jobs in step with the tasks and the source files, which are read anew when changed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import structlog

from directory.jobs.declaring import SAID_AGAIN, Declared, declare, declare_again
from directory.jobs.reading import HARVEST
from directory.sources import last_complete
from harvesters.source import SourceFileError, load_source
from journeys.jobs.task import Tools
from journeys.jobs.tasks import TASKS

WHEN_UNREADABLE = timedelta(days=1)
_log = structlog.get_logger()


class Declaring:
    """Declares when it is first asked, and again when a source file has come, changed or gone.

    Now and then it says what is wanted still, so that other machines keep those jobs too.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._seen: object = None
        self._said_at: datetime | None = None

    def turn(self) -> None:
        """See whether anything has changed, and declare if so."""
        seen = tuple(_stamps(self._tools.source_files()))
        if self._seen is None:
            self._declare_house()
        now = self._tools.clock.now()
        if seen != self._seen:
            declare(self._tools.database, HARVEST, self._wanted(now), now)
        elif self._said_at is None or now >= self._said_at + SAID_AGAIN:
            declare_again(self._tools.database, HARVEST, self._wanted(now), now)
        else:
            return
        self._seen, self._said_at = seen, now

    def _declare_house(self) -> None:
        now = self._tools.clock.now()
        for task in TASKS.values():
            if task.every is not None:
                declared = Declared(task.every.total_seconds(), now)
                declare(self._tools.database, task.kind, {"": declared}, now)

    def _wanted(self, now: datetime) -> Mapping[str, Declared]:
        with self._tools.database.reading() as connection:
            complete = last_complete(connection)
        files = {path.stem: path for path in reversed(self._tools.source_files())}
        return {one: _declared(path, complete.get(one), now) for one, path in sorted(files.items())}


def _stamps(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for path in files:
        try:
            told = path.stat()
        except OSError:
            continue
        yield str(path), told.st_mtime_ns, told.st_size


def _declared(path: Path, complete_at: datetime | None, now: datetime) -> Declared:
    """A source is due one interval after its last complete run; at once if it never had one.

    A file that cannot be read is declared too, so that its harvest fails and says why.
    """
    try:
        every = load_source(path).refresh
    except SourceFileError as error:
        _log.warning("a source file cannot be used", file=str(path), reason=str(error))
        every = WHEN_UNREADABLE
    first = max(now, complete_at + every) if complete_at else now
    return Declared(every.total_seconds(), first, _version(path))


def _version(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""
