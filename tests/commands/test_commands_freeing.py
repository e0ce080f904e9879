"""A server gives back what it has freed for as long as it serves, and no longer; before anybody
searches it begins to read what it answers from."""

import asyncio
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import FastAPI

from commands import serve
from journeys.tend import Tending

LONG_S = 20.0


def test_memory_is_given_back_again_and_again_until_the_server_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times, twice, begun = [0], Event(), Event()

    def give_back() -> None:
        times[0] += 1
        if times[0] > 1:
            twice.set()

    monkeypatch.setattr(serve, "give_back", give_back)
    monkeypatch.setattr(serve, "GIVEN_BACK_EVERY_S", 0.001)
    monkeypatch.setattr(serve, "tending", lambda _parts: [Tending(())])
    monkeypatch.setattr(serve, "Sampling", lambda _database: Tending(()))

    async def serving() -> None:
        index = SimpleNamespace(begin=begun.set)
        parts = SimpleNamespace(database=None, index=index, close=lambda: None)
        kept = SimpleNamespace(beside=list)
        async with serve._beside(cast(Any, parts), cast(Any, kept), FastAPI()):
            assert begun.is_set()
            assert await asyncio.to_thread(twice.wait, LONG_S)

    asyncio.run(serving())
    twice.clear()
    assert not twice.wait(0.1)
