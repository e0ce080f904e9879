"""No more is under way than can be answered soon; what comes beyond that is told to come again.

A crowd that all wait help nobody: the last would be answered when they have given up. A refusal
costs a fraction of an answer, so that those who are being answered hardly notice.
"""

from anyio.to_thread import current_default_thread_limiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kinds import TOO_BUSY
from api.problems import Problem

RETRY_AFTER_S = "2"
THREADS = 10
"""Answers that one process works on side by side; the event loop has to get a word in between, and
with four times as many threads it hardly did."""
ALWAYS = ("/healthz", "/readyz")


class Crowd:
    """Answers 503 with Retry-After while `most` requests of this process wait for their answers.

    A request counts until its answer begins: whoever reads a long one slowly holds up nobody. How
    the server stands is always told.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            current_default_thread_limiter().total_tokens = THREADS
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self.app(scope, receive, send)
        elif self._under_way >= self.most:
            await _refusal().response(scope)(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._under_way += 1
        waiting = True

        async def send_and_count(message: Message) -> None:
            nonlocal waiting
            if waiting and message["type"] == "http.response.start":
                waiting = False
                self._under_way -= 1
            await send(message)

        try:
            await self.app(scope, receive, send_and_count)
        finally:
            if waiting:
                self._under_way -= 1


def _refusal() -> Problem:
    detail = "More is asked than can be answered just now; nothing was done. Ask again in a moment."
    return Problem(TOO_BUSY, detail, headers={"Retry-After": RETRY_AFTER_S})
