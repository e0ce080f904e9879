"""Beyond what can be answered soon, requests are refused at once, and taken again afterwards."""

import asyncio
from typing import Any

import orjson
from anyio.to_thread import current_default_thread_limiter
from starlette.types import Message, Receive, Scope, Send

from api.crowding import BUSY, Crowd
from api.room import Room

MOST, AT_WORK, THREADS = 3, 2, 5


class Doors:
    """An application whose answers wait until they are let go, and are then sent in two pieces."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()
        self.read_on = asyncio.Event()
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await self.let_go.wait()
        if scope["path"] == "/fails":
            raise ValueError("made to fail")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.read_on.wait()
        await send({"type": "http.response.body", "body": b"{}"})


def _room() -> Room:
    return Room(AT_WORK, THREADS)


async def _ask(app: Crowd, path: str = "/v1/search") -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: dict[str, Any] = {"type": "http", "path": path, "headers": []}
    await app(scope, receive, send)
    return sent


def test_what_comes_beyond_is_told_to_come_again_and_nothing_else_is_asked() -> None:
    async def crowd() -> None:
        doors = Doors()
        app = Crowd(doors, MOST, _room())
        waiting = [asyncio.create_task(_ask(app)) for _ in range(MOST)]
        await asyncio.sleep(0)
        start, body = await _ask(app)
        assert start["status"] == 503
        headers = dict(start["headers"])
        assert int(headers[b"retry-after"]) >= 1
        assert headers[b"content-type"] == b"application/problem+json"
        assert orjson.loads(body["body"])["type"] == "/problems/too-busy"
        assert doors.asked == MOST
        ready = asyncio.create_task(_ask(app, "/readyz"))
        await asyncio.sleep(0)
        assert doors.asked == MOST + 1
        doors.let_go.set()
        doors.read_on.set()
        assert [(await one)[0]["status"] for one in (*waiting, ready)] == [200] * (MOST + 1)
        assert (await _ask(app))[0]["status"] == 200

    asyncio.run(crowd())


def test_an_answer_that_is_read_slowly_holds_up_nobody_and_a_crash_gives_its_place_back() -> None:
    async def crowd() -> None:
        doors = Doors()
        app = Crowd(doors, MOST, _room())
        doors.let_go.set()
        slow = [asyncio.create_task(_ask(app)) for _ in range(MOST)]
        await asyncio.sleep(0)
        for _ in range(MOST):
            (raised,) = await asyncio.gather(_ask(app, "/fails"), return_exceptions=True)
            assert isinstance(raised, ValueError)
        doors.read_on.set()
        assert (await _ask(app))[0]["status"] == 200
        assert [(await one)[0]["status"] for one in slow] == [200] * MOST

    asyncio.run(crowd())


def test_a_process_that_begins_to_serve_leaves_room_for_its_event_loop() -> None:
    async def begin() -> float:
        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            return

        async def receive() -> Message:
            return {"type": "lifespan.startup"}

        async def send(message: Message) -> None:
            return

        await Crowd(application, MOST, _room())({"type": "lifespan"}, receive, send)
        return current_default_thread_limiter().total_tokens

    assert asyncio.run(begin()) == AT_WORK


async def _connections_let_go(waiting: int, *, shares: bool) -> int:
    """How many of the answers of a process end their connection, with so many waiting at first."""
    doors = Doors()
    app = Crowd(doors, waiting, _room(), shares=shares)
    asked = [asyncio.create_task(_ask(app)) for _ in range(waiting)]
    await asyncio.sleep(0)
    doors.let_go.set()
    doors.read_on.set()
    starts = [(await one)[0] for one in asked]
    assert [start["status"] for start in starts] == [200] * waiting
    return sum((b"connection", b"close") in start["headers"] for start in starts)


def test_a_busy_process_lets_connections_go_to_those_that_share_its_port() -> None:
    assert asyncio.run(_connections_let_go(BUSY + 2, shares=True)) == 2
    assert asyncio.run(_connections_let_go(BUSY, shares=True)) == 0
    assert asyncio.run(_connections_let_go(BUSY + 2, shares=False)) == 0
