"""Jobs handed to workers on any number of machines, through procrastinate in PostgreSQL.

The queue only carries: what is due, and how it went, stands in tables of the house. So its own
tables can be dropped and made anew at any time; they stand in a schema named after the library's
version, beside those of another version that older workers may still use.
"""

import asyncio
import signal
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from threading import Event

import psycopg
import structlog
from procrastinate import App, JobContext, PsycopgConnector, SyncPsycopgConnector
from procrastinate import sql as statements
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, JobAborted
from procrastinate.jobs import DeleteJobCondition, Job, Status
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager
from psycopg import sql
from sqlalchemy.engine import make_url

SCHEMA = f"queue_{version('procrastinate').replace('.', '_')}"
ONE_AT_A_TIME = 7_041_971
"""The number of the lock under which the queue's tables are made."""
AGAIN_AFTER_S = 2.0
POLL_S = 5.0
STOPPING = (signal.SIGTERM, signal.SIGINT)
Perform = Callable[[str, str, Callable[[], bool]], None]
"""Does a kind of task for a subject; the function tells whether it is to be given back."""

_log = structlog.get_logger()


def prepare(url: str) -> bool:
    """Make the queue's tables if they are not there; True if they were made."""
    with psycopg.connect(_libpq(url)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
        found = connection.execute("SELECT to_regnamespace(%s)", (SCHEMA,)).fetchone()
        if found and found[0]:
            return False
        schema = sql.Identifier(SCHEMA)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
        connection.execute(SchemaManager.get_schema())
        return True


class Sending:
    """Puts jobs into the queue, and takes them back from workers that have died."""

    def __init__(self, url: str) -> None:
        self._connector = SyncPsycopgConnector(
            conninfo=_libpq(url), kwargs=_in_schema(), min_size=1, max_size=2, timeout=10
        )
        self._manager = JobManager(self._connector)

    def open(self) -> None:
        self._connector.open()

    def close(self) -> None:
        self._connector.close()

    def put(self, kind: str, subject: str) -> bool:
        """Have a task done by whoever is free; False if it waits in the queue already."""
        name = _name(kind, subject)
        job = Job(
            id=None,
            queue=kind,
            lock=name,
            queueing_lock=name,
            task_name=kind,
            task_kwargs={"subject": subject},
        )
        try:
            self._manager.defer_job(job)
        except AlreadyEnqueued:
            return False
        return True

    def take_back(self, kind: str, subject: str) -> None:
        """What a worker holds that died at this task goes into the queue again."""
        self._again(self._manager.list_jobs(lock=_name(kind, subject), status=Status.DOING.value))

    def take_back_from_silent(self, silent_s: float) -> None:
        """Jobs of workers that have not been heard of for so long go into the queue again."""
        rows = self._connector.execute_query_all(
            statements.queries["select_stalled_jobs_by_heartbeat"],
            queue=None,
            task_name=None,
            seconds_since_heartbeat=silent_s,
        )
        self._again([Job.from_row(row) for row in rows])

    def _again(self, jobs: Collection[Job]) -> None:
        """Out of the queue; what is still due is put there by the next who looks."""
        for job in jobs:
            try:
                self._connector.execute_query(
                    statements.queries["finish_job"],
                    job_id=job.id,
                    status=Status.FAILED.value,
                    delete_job=True,
                )
            except ConnectorException:
                _log.info("a job that was left behind had ended meanwhile", job=job.lock)


class Receiving:
    """Takes jobs from the queue and does them, several at a time, until asked to end."""

    def __init__(
        self,
        url: str,
        kinds: Collection[str],
        perform: Perform,
        *,
        concurrency: int,
        grace_s: float,
        lease_s: float,
    ) -> None:
        self._url = url
        self._kinds = kinds
        self._perform = perform
        self._concurrency = concurrency
        self._grace_s = grace_s
        self._lease_s = lease_s
        self._ending = Event()

    def work(self) -> None:
        """Until SIGTERM or SIGINT: no more is then taken, and what is under way ends or is given
        back within the grace time. A database that is away is waited for."""
        while not self._ending.is_set():
            try:
                asyncio.run(self._until_it_breaks())
            except (ConnectorException, psycopg.Error, OSError) as error:
                _log.warning("the queue was lost; it is tried again", reason=str(error)[:200])
            for one in STOPPING:
                signal.signal(one, lambda *_: self._ending.set())
            self._ending.wait(AGAIN_AFTER_S)

    async def _until_it_breaks(self) -> None:
        app, loop = self._app(), asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(self._concurrency + 2))
        async with app.open_async():
            working = asyncio.create_task(self._working(app))
            for one in STOPPING:
                loop.add_signal_handler(one, self._end, working)
            try:
                await working
            except asyncio.CancelledError:
                _log.info("worker ended")

    def _end(self, working: "asyncio.Task[None]") -> None:
        self._ending.set()
        working.cancel()

    async def _working(self, app: App) -> None:
        await app.run_worker_async(
            queues=list(self._kinds),
            concurrency=self._concurrency,
            fetch_job_polling_interval=min(POLL_S, self._lease_s / 4),
            shutdown_graceful_timeout=self._grace_s,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            update_heartbeat_interval=self._lease_s / 6,
            stalled_worker_timeout=self._lease_s,
        )

    def _app(self) -> App:
        connector = PsycopgConnector(
            conninfo=_libpq(self._url), kwargs=_in_schema(), min_size=1, max_size=4, timeout=10
        )
        app = App(connector=connector)
        for kind in self._kinds:
            app.task(name=kind, queue=kind, pass_context=True)(self._task(kind))
        return app

    def _task(self, kind: str) -> Callable[..., None]:
        def task(context: JobContext, subject: str) -> None:
            self._perform(kind, subject, context.should_abort)
            if context.should_abort():
                raise JobAborted

        return task


def _name(kind: str, subject: str) -> str:
    return f"{kind}:{subject}"


def _libpq(url: str) -> str:
    """The address of a database as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _in_schema() -> dict[str, str]:
    return {"options": f"-c search_path={SCHEMA}"}
