"""The line of a request is written once its answer is on its way, and always."""

import asyncio
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import suppress
from typing import Any

import pytest
import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.record import BrokenOff, RequestRecord

START: Message = {"type": "http.response.start", "status": 200, "headers": []}
BODY: Message = {"type": "http.response.body", "body": b"{}"}


async def _answers(scope: Scope, receive: Receive, send: Send) -> None:
    await send(START)
    await send(BODY)


async def _breaks_off(scope: Scope, receive: Receive, send: Send) -> None:
    await send(START)
    raise ValueError("made to fail")


async def _waits(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.Event().wait()


async def _asked(app: ASGIApp, when_sent: Callable[[], object] = lambda: None) -> None:
    """One request; `when_sent` is called as a server sends: when its event loop comes round."""

    async def send(message: Message) -> None:
        if message == BODY:
            asyncio.get_running_loop().call_soon(when_sent)

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "client": ("::1", 1)}
    await RequestRecord(app)(scope, receive, send)


@pytest.fixture
def happened() -> Iterator[list[str]]:
    """Events and statuses of what is logged, as they are logged."""
    lines: list[str] = []

    def keep(_: Any, __: str, said: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        lines.append(f"{said['event']} {said.get('status', '')}".strip())
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[keep])
    yield lines
    structlog.configure(**before)


def test_an_answer_is_sent_before_its_line_is_written(happened: list[str]) -> None:
    asyncio.run(_asked(_answers, lambda: happened.append("sent")))
    assert happened == ["sent", "request 200"]


def test_who_is_broken_off_between_answer_and_line_is_logged(happened: list[str]) -> None:
    async def ask() -> None:
        asking = asyncio.create_task(_asked(_answers, lambda: asking.cancel()))
        with suppress(asyncio.CancelledError):
            await asking

    asyncio.run(ask())
    assert happened == ["request 200"]


def test_who_is_broken_off_before_an_answer_is_logged(happened: list[str]) -> None:
    async def ask() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(_asked(_waits), 0.01)

    asyncio.run(ask())
    assert happened == ["request 500"]


def test_a_crash_stands_before_the_line_of_its_request(happened: list[str]) -> None:
    with pytest.raises(BrokenOff):
        asyncio.run(_asked(_breaks_off))
    assert happened == ["crash", "request 200"]
