"""A worker goes on giving signs of life, whatever becomes of one of them."""

import os
import signal
from threading import Timer

import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from runtime import jobs
from runtime.database import Database

LONG_S = 10.0


@pytest.mark.usefixtures("own_signals")
def test_after_one_that_was_lost_others_follow(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.prepare(postgres_database.url)
    given = list[int]()

    async def lost_once(_: JobManager, worker_id: int) -> None:
        given.append(worker_id)
        if len(given) == 1:
            raise ConnectorException
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(JobManager, "update_heartbeat", lost_once)
    lanes = [jobs.Lane(["harvest"], 1)]
    worker = jobs.Receiving(postgres_database.url, lanes, lambda *_: None, grace_s=1.0, lease_s=1.2)
    at_last = Timer(LONG_S, os.kill, (os.getpid(), signal.SIGTERM))
    at_last.start()
    worker.work()
    at_last.cancel()
    assert len(set(given)) == 1
    assert len(given) >= 2
