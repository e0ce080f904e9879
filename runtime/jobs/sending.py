"""Jobs as they are put into the queue, and taken back from workers that have died."""

from collections.abc import Collection

import structlog
from procrastinate import SyncPsycopgConnector
from procrastinate import sql as statements
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from runtime.jobs.queue import in_schema, libpq

_log = structlog.get_logger()


class Sending:
    """Puts jobs into the queue, and takes them back from workers that have died."""

    def __init__(self, url: str) -> None:
        self._connector = SyncPsycopgConnector(
            conninfo=libpq(url), kwargs=in_schema(), min_size=1, max_size=2, timeout=10
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


def _name(kind: str, subject: str) -> str:
    return f"{kind}:{subject}"
