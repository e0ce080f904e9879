"""A worker's signs of life, which go on after one was lost."""

import structlog
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

_log = structlog.get_logger()


class Beating(JobManager):
    """The library's own, whose worker gives no further sign of life after one has failed."""

    async def update_heartbeat(self, worker_id: int) -> None:
        """The next comes soon; a queue that stays away is noticed by whoever asks it for work."""
        try:
            await super().update_heartbeat(worker_id)
        except ConnectorException:
            _log.info("a sign of life did not reach the queue; the next one follows")
