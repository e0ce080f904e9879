"""What tasks work with, made of the parts of the house, and how one runs in its own process."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from commands.parts import Parts, open_parts
from directory.documents.reading import Reading
from directory.jobs.reading import Key
from directory.leases import Leasing
from harvesters.source import Source, source_files
from harvesters.terms_file import Terms, load_terms
from journeys.exports.bulk import Bulk
from journeys.jobs.performing import perform
from journeys.jobs.tasks import TASKS
from places.gazetteer import Gazetteer
from runtime.children import Child, live_no_longer_than_parent
from runtime.clock import Clock
from runtime.database import Database
from runtime.logs import configure
from runtime.termination import hand_back_when_asked
from runtime.workers import Workers
from runtime.yielding import let_others_go_first

if TYPE_CHECKING:
    from runtime.egress import Fetch

MODULE = "commands.tasks"
LOOPBACK = "--loopback"
MONTH = timedelta(days=365.25 / 12)


class PartsAsTools:
    """The tools of tasks, each opened when it is first asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @property
    def clock(self) -> Clock:
        return self._parts.clock

    @property
    def leasing(self) -> Leasing:
        return Leasing(self._parts.settings.lease_s)

    @property
    def database(self) -> Database:
        return self._parts.database

    @property
    def reading(self) -> Reading:
        return self._parts.reading

    @property
    def gazetteer(self) -> Gazetteer:
        return self._parts.gazetteer

    @property
    def workers(self) -> Workers:
        return self._parts.workers

    @property
    def suburbs(self) -> Path:
        return self._parts.suburbs

    @property
    def bulk(self) -> Bulk:
        return self._parts.bulk

    @property
    def remind_after(self) -> timedelta:
        return self._parts.settings.remind_after_months * MONTH

    def source_files(self) -> Sequence[Path]:
        return source_files(self._parts.source_folders)

    def terms(self) -> Terms:
        file = self._parts.terms_file
        return load_terms(file) if file.exists() else {}

    @contextmanager
    def fetch(self, source: Source) -> Iterator["Fetch"]:
        with fetching(self._parts, source, self._parts.settings.local_dir) as fetch:
            yield fetch


@contextmanager
def fetching(parts: Parts, source: Source, local: Path | None) -> Iterator["Fetch"]:
    """A client for the feed of a source, or the files that stand in for it."""
    reader = source.reader
    if local is not None and reader.local:
        from harvesters.local import LocalFetch

        yield LocalFetch(local, reader.local)
        return
    with parts.egress.for_source(
        pause_s=source.pace.pause_s, hosts=reader.hosts, deadline_s=reader.deadline_s
    ) as fetch:
        yield fetch


def start_apart(parts: Parts, key: Key) -> Child:
    """Begin a task in a process of its own."""
    return Child(MODULE, [*key, *([LOOPBACK] if parts.loopback else [])])


def main(kind: str, subject: str, *more: str) -> None:
    """Do one task, in a process that was started for it."""
    live_no_longer_than_parent()
    hand_back_when_asked()
    let_others_go_first()
    configure()
    parts = open_parts(loopback=LOOPBACK in more)
    perform(TASKS[kind], subject, PartsAsTools(parts))
    parts.workers.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
