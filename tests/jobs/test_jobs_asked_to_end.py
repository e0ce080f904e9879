"""A worker ends when it is asked to, be the queue open, about to be opened, or away."""

import os
import signal
import socket
from collections.abc import Iterator
from threading import Event, Thread
from time import monotonic
from types import SimpleNamespace

import pytest

from runtime import jobs
from runtime.jobs import receiving
from tests.fixtures.ports import free_port

SOON_S = 20.0
"""Less than the thirty seconds for which a queue that is away would be waited for."""


@pytest.fixture
def hanging() -> Iterator[socket.socket]:
    """A port where whoever connects is told nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(SOON_S)
        yield listening


def _receiving(port: int) -> jobs.Receiving:
    url = f"postgresql+psycopg://fp@127.0.0.1:{port}/made_up"
    lanes = [jobs.Lane(["harvest"], 1)]
    return jobs.Receiving(url, lanes, lambda *_: None, grace_s=1.0, lease_s=60.0)


def _ended_in_s(worker: jobs.Receiving) -> float:
    began = monotonic()
    worker.work()
    return monotonic() - began


@pytest.mark.usefixtures("own_signals")
def test_while_the_queue_is_opened(hanging: socket.socket) -> None:
    def ask_to_end() -> None:
        connection, _ = hanging.accept()
        os.kill(os.getpid(), signal.SIGTERM)
        ended.wait(SOON_S)
        connection.close()

    ended, asking = Event(), Thread(target=ask_to_end)
    asking.start()
    assert _ended_in_s(_receiving(hanging.getsockname()[1])) < SOON_S
    ended.set()
    asking.join()


@pytest.mark.usefixtures("own_signals")
def test_between_two_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask_to_end(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    async def lost(_: jobs.Receiving) -> None:
        raise ConnectionError("made up: the queue is away")

    told = SimpleNamespace(warning=ask_to_end, info=lambda *_: None)
    monkeypatch.setattr(receiving, "_log", told)
    monkeypatch.setattr(jobs.Receiving, "_working", lost)
    assert _ended_in_s(_receiving(free_port())) < SOON_S
