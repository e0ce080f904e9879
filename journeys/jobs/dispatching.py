"""Put what is due into the queue that workers of all machines take from."""

import time
from datetime import datetime
from typing import Protocol

from directory.jobs.reading import Job, Key, due
from journeys.jobs.performing import is_put_off, recover
from journeys.jobs.task import Tools
from journeys.jobs.tasks import TASKS


class Queue(Protocol):
    """Where jobs wait for whoever is free; putting one in twice puts it in once."""

    def put(self, kind: str, subject: str) -> bool: ...
    def take_back(self, kind: str, subject: str) -> None: ...
    def take_back_from_silent(self, silent_s: float) -> None: ...


class Dispatching:
    """Every worker dispatches, so that no machine is needed for it; the queue sorts it out."""

    def __init__(self, tools: Tools, queue: Queue) -> None:
        self._tools = tools
        self._queue = queue
        self._put: dict[Key, tuple[datetime, float]] = {}
        self._looked_at = 0.0

    def turn(self) -> None:
        """Take back what dead workers left behind, and put in what is due."""
        for kind, subject in recover(self._tools):
            self._queue.take_back(kind, subject)
        silent_s = self._tools.leasing.lease_s
        if time.monotonic() >= self._looked_at + silent_s / 4:
            self._queue.take_back_from_silent(silent_s)
            self._looked_at = time.monotonic()
        with self._tools.database.reading() as connection:
            waiting = due(connection, self._tools.clock.now())
        for job in waiting:
            task = TASKS.get(job.kind)
            if task is None or self._was_put(job) or is_put_off(task, job, self._tools):
                continue
            self._put_in(job)

    def _was_put(self, job: Job) -> bool:
        """Whether it was put in for this turn of it, and not so long ago that it may be lost."""
        due_at, put_at = self._put.get(job.key, (None, 0.0))
        return due_at == job.due_at and time.monotonic() < put_at + self._tools.leasing.lease_s

    def _put_in(self, job: Job) -> None:
        """One that still waits for the same turn may wait for a row of the queue that its worker
        could not take out; nobody is at work on it, so that row goes."""
        waits = not self._queue.put(*job.key)
        due_at, _ = self._put.get(job.key, (None, 0.0))
        if waits and due_at == job.due_at:
            self._queue.take_back(*job.key)
        self._put[job.key] = job.due_at, time.monotonic()
