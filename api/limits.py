"""No body is longer than the limit: what arrives is counted, whatever its declared length."""

from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kinds import TOO_LARGE
from api.problems import Problem


class _Exceeded(Exception):
    """More has arrived than is taken."""


class BodyLimit:
    """Answers 413 before the application, or in its place once too much has arrived."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self.app = app
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _declared(scope) > self.most_bytes:
            await self._refuse(scope, receive, send)
        else:
            await self._count(scope, receive, send)

    async def _count(self, scope: Scope, receive: Receive, send: Send) -> None:
        arrived, exceeded, started = 0, False, False

        async def counted() -> Message:
            nonlocal arrived, exceeded
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.most_bytes:
                exceeded = True
                raise _Exceeded
            return message

        async def send_unless_exceeded(message: Message) -> None:
            nonlocal started
            if exceeded and not started:
                raise _Exceeded
            started = True
            await send(message)

        with suppress(_Exceeded):
            await self.app(scope, counted, send_unless_exceeded)
        if exceeded and not started:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = (
            f"The body is longer than {self.most_bytes} bytes; expected at most that. "
            "It was not read to its end, and nothing was changed."
        )
        problem = Problem(TOO_LARGE, detail, headers={"Connection": "close"})
        await problem.response(scope)(scope, receive, send)


def _declared(scope: Scope) -> int:
    declared = Headers(scope=scope).get("content-length", "0")
    return int(declared) if declared.isdecimal() and len(declared) < 20 else 0
