"""Jobs as a worker takes them from the queue and does them."""

import asyncio
import signal
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import psycopg
import structlog
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import DeleteJobCondition

from runtime.jobs.beating import Beating
from runtime.jobs.queue import in_schema, libpq
from runtime.turning import QUEUE, came_round

AGAIN_AFTER_S = 2.0
POLL_S = 5.0
LOOK_EVERY_S = 5.0
STOPPING = (signal.SIGTERM, signal.SIGINT)
Perform = Callable[[str, str, Callable[[], bool]], None]
"""Does a kind of task for a subject; the function tells whether it is to be given back."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lane:
    """Kinds of tasks of which at most `at_once` are done at the same time, and wait for others."""

    kinds: Collection[str]
    at_once: int


class Receiving:
    """Takes jobs from the queue and does them until asked to end; no lane waits for another."""

    def __init__(
        self,
        url: str,
        lanes: Sequence[Lane],
        perform: Perform,
        *,
        grace_s: float,
        lease_s: float,
    ) -> None:
        self._url = url
        self._lanes = lanes
        self._perform = perform
        self._grace_s = grace_s
        self._lease_s = lease_s
        self._is_ending = False

    def work(self) -> None:
        """Until SIGTERM or SIGINT: no more is then taken, and what is under way ends or is given
        back within the grace time. A database that is away is waited for."""
        for one in STOPPING:
            signal.signal(one, self._note_end)
        while not self._is_ending:
            try:
                asyncio.run(self._until_it_breaks())
            except* (ConnectorException, psycopg.Error, OSError) as errors:
                reason = str(errors.exceptions[0])[:200]
                _log.warning("the queue was lost; it is tried again", reason=reason)
            if not self._is_ending:
                time.sleep(AGAIN_AFTER_S)
        _log.info("worker ended")

    def _note_end(self, *_: object) -> None:
        self._is_ending = True

    async def _until_it_breaks(self) -> None:
        """Asked to end while it opens the queue, or just before, it ends as it does later."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(2 + sum(lane.at_once for lane in self._lanes)))
        working = asyncio.create_task(self._working())
        for one in STOPPING:
            loop.add_signal_handler(one, self._end, working)
        if self._is_ending:
            working.cancel()
        try:
            with suppress(asyncio.CancelledError):
                await working
        finally:
            for one in STOPPING:
                loop.remove_signal_handler(one)
                signal.signal(one, self._note_end)

    def _end(self, working: "asyncio.Task[None]") -> None:
        self._note_end()
        working.cancel()

    async def _working(self) -> None:
        app = self._app()
        async with app.open_async():
            looking = asyncio.create_task(_looking(app))
            try:
                async with asyncio.TaskGroup() as together:
                    for lane in self._lanes:
                        together.create_task(self._working_in(app, lane))
            finally:
                looking.cancel()

    async def _working_in(self, app: App, lane: Lane) -> None:
        await app.run_worker_async(
            queues=list(lane.kinds),
            concurrency=lane.at_once,
            fetch_job_polling_interval=min(POLL_S, self._lease_s / 4),
            shutdown_graceful_timeout=self._grace_s,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            update_heartbeat_interval=self._lease_s / 6,
            stalled_worker_timeout=self._lease_s,
        )

    def _app(self) -> App:
        """Begins without a connection: opening one could not be broken off."""
        connector = PsycopgConnector(
            conninfo=libpq(self._url), kwargs=in_schema(), min_size=0, max_size=5, timeout=10
        )
        app = App(connector=connector)
        app.job_manager = Beating(connector)
        for kind in (kind for lane in self._lanes for kind in lane.kinds):
            app.task(name=kind, queue=kind, pass_context=True)(self._task(kind))
        return app

    def _task(self, kind: str) -> Callable[..., None]:
        def task(context: JobContext, subject: str) -> None:
            self._perform(kind, subject, context.should_abort)
            if context.should_abort():
                raise JobAborted

        return task


async def _looking(app: App) -> None:
    """Tell that the loop turns and the queue answers, as long as they do."""
    while True:
        with suppress(ConnectorException, psycopg.Error, OSError):
            if await app.check_connection_async():
                came_round(QUEUE)
        await asyncio.sleep(LOOK_EVERY_S)
