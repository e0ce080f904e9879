"""What goes on beside a server goes on for as long as it serves, and no longer; before anybody
searches it begins to read what it answers from."""

import asyncio
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import FastAPI

from commands import serve
from journeys import tend
from journeys.tend import Tending
from runtime.database import Database

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
    closed = asyncio.run(_served(begun, twice))
    assert closed.is_set()
    twice.clear()
    assert not twice.wait(0.1)


def test_what_a_turn_still_uses_is_not_closed_when_the_server_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that ends while an index is built waits for that no longer than for anything."""
    building, go_on = Event(), Event()

    def build() -> None:
        building.set()
        go_on.wait()

    monkeypatch.setattr(serve, "tending", lambda _parts: [Tending([build], every_s=0.001)])
    monkeypatch.setattr(tend, "ENDS_S", 0.05)
    closed = asyncio.run(_served(Event(), building))
    assert not closed.is_set()
    go_on.set()


async def _served(begun: Event, until: Event) -> Event:
    """A server that serves until then, and whether it closed what it used."""
    closed = Event()
    parts = SimpleNamespace(
        database=Database("sqlite://"), index=SimpleNamespace(begin=begun.set), close=closed.set
    )
    kept = SimpleNamespace(beside=list)
    async with serve._beside(cast(Any, parts), cast(Any, kept), FastAPI()):
        assert begun.is_set()
        assert await asyncio.to_thread(until.wait, LONG_S)
    return closed
