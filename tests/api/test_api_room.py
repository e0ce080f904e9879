"""A crowd that threads answer: few are worked on, more where they wait elsewhere, none unseen."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Event
from typing import Any

import pytest
from anyio.to_thread import current_default_thread_limiter
from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive, Scope, Send

from api.crowding import Crowd
from api.room import Room
from api.turns import Turns, never
from runtime.elsewhere import elsewhere

AT_WORK, THREADS, MOST = 2, 4, 6
Work = Callable[[], None]
Handing = Callable[[Work], Coroutine[Any, Any, None]]


class Doors:
    """Hands `work` to threads, and counts how often it was begun and ended."""

    def __init__(self, work: Work, hand: Handing) -> None:
        self._work, self._hand = work, hand
        self.begun = self.ended = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        await self._hand(self._do)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    def _do(self) -> None:
        self.begun += 1
        self._work()
        self.ended += 1


async def _ask(app: Crowd, kind: str = "http") -> int:
    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    await app({"type": kind, "path": "/v1/search", "headers": []}, receive, send)
    return statuses[0] if statuses else 0


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.001)


async def _opened(work: Work, hand: Handing) -> tuple[Doors, Crowd]:
    doors = Doors(work, hand)
    app = Crowd(doors, MOST, Room(AT_WORK, THREADS))
    await _ask(app, "lifespan")
    return doors, app


async def _in_turn(work: Work) -> None:
    await Turns(at_once=never).answer(work)


HANDINGS = pytest.mark.parametrize("hand", [_in_turn, run_in_threadpool], ids=["turns", "routes"])


@HANDINGS
def test_of_a_crowd_few_are_worked_on_and_the_rest_is_told_to_come_again(hand: Handing) -> None:
    async def crowd() -> None:
        let_go = Event()
        doors, app = await _opened(lambda: let_go.wait(30) and None, hand)
        asked = [asyncio.create_task(_ask(app)) for _ in range(MOST)]
        await _until(lambda: doors.begun >= AT_WORK)
        assert await _ask(app) == 503
        assert current_default_thread_limiter().borrowed_tokens == AT_WORK
        assert doors.begun == AT_WORK
        let_go.set()
        assert await asyncio.gather(*asked) == [200] * MOST
        assert await _ask(app) == 200

    asyncio.run(crowd())


@HANDINGS
def test_who_waits_for_another_program_lets_others_begin(hand: Handing) -> None:
    async def crowd() -> None:
        let_go = Event()

        def waits() -> None:
            with elsewhere():
                let_go.wait(30)

        doors, app = await _opened(waits, hand)
        asked = [asyncio.create_task(_ask(app)) for _ in range(MOST)]
        await _until(lambda: doors.begun >= THREADS)
        assert current_default_thread_limiter().borrowed_tokens == THREADS
        let_go.set()
        assert await asyncio.gather(*asked) == [200] * MOST

    asyncio.run(crowd())


@HANDINGS
def test_whoever_comes_back_goes_on_and_nothing_is_begun_until_few_are_at_work(
    hand: Handing,
) -> None:
    async def crowd() -> None:
        answered, let_go = Event(), Event()

        def waits_and_works() -> None:
            with elsewhere():
                answered.wait(30)
            let_go.wait(30)

        doors, app = await _opened(waits_and_works, hand)
        asked = [asyncio.create_task(_ask(app)) for _ in range(THREADS)]
        await _until(lambda: doors.begun == THREADS)
        answered.set()
        await _until(lambda: app.room.at_work == THREADS)
        late = asyncio.create_task(_ask(app))
        await asyncio.sleep(0)
        assert current_default_thread_limiter().total_tokens == AT_WORK
        assert doors.begun == THREADS
        let_go.set()
        assert await asyncio.gather(*asked, late) == [200] * (THREADS + 1)
        assert doors.ended == THREADS + 1

    asyncio.run(crowd())
