"""No more is under way than can be answered soon; what comes beyond that is told to come again.

A crowd that all wait help nobody: the last would be answered when they have given up. A refusal
costs a fraction of an answer, so that those who are being answered hardly notice.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kinds import TOO_BUSY
from api.problems import Problem
from api.room import Room
from runtime.elsewhere import tell

RETRY_AFTER_S = "2"
BUSY = 4
"""From so many requests that wait in one of several processes its connections are let go."""
ALWAYS = ("/healthz", "/readyz")


class Crowd:
    """Answers 503 with Retry-After while `most` requests of this process wait for their answers.

    Of what threads answer there is `room` for few: the event loop has to get a word in between, or
    the crowd waits where nobody counts it, before its connections are taken. A request counts until
    its answer begins: whoever reads a long one slowly holds up nobody. How the server stands is
    always told.

    Whoever keeps a connection keeps the process that took it, and proxies use first the connection
    that they used last, so that one process may get nearly everything. Where several share a port
    (`shares`), a busy one ends connections with their answers: the next ones are taken by whoever
    has time.
    """

    def __init__(
        self,
        app: ASGIApp,
        most: int,
        room: Room,
        *,
        shares: bool = False,
    ) -> None:
        self.app = app
        self.most = most
        self.room = room
        self.shares = shares
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            self.room.begin()
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self.app(scope, receive, send)
        elif self._under_way >= self.most:
            await refusal().response(scope)(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._come()
        waiting = True

        async def send_and_count(message: Message) -> None:
            nonlocal waiting
            if waiting and message["type"] == "http.response.start":
                waiting = False
                self._gone()
                if self.shares and self._under_way >= BUSY:
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        try:
            await self.app(scope, receive, send_and_count)
        finally:
            if waiting:
                self._gone()

    def _come(self) -> None:
        self._under_way += 1
        self.room.fit()
        tell(self.room.told)

    def _gone(self) -> None:
        self._under_way -= 1
        self.room.fit()


def refusal() -> Problem:
    """What is told to those who come when too many wait."""
    detail = "More is asked than can be answered just now; nothing was done. Ask again in a moment."
    return Problem(TOO_BUSY, detail, headers={"Retry-After": RETRY_AFTER_S})
