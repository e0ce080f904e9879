"""HEAD wherever there is GET, OPTIONS at every address, and a 405 that names all methods."""

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODILESS = "fingerpost.bodiless"
"""Set in the scope of a request whose answer is sent without its body, so that none is read."""


class HeadAsGet:
    """Answers HEAD as GET would, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET", BODILESS: True}
        try:
            await self.app(inner, receive, send_bodiless)
        finally:
            scope["route"] = inner.get("route")


def allowed_methods(app: FastAPI, request: Request) -> str:
    """The methods of all routes at this address, for `Allow`."""
    path = request.scope["path"]
    methods: set[str] = set()
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern is not None and pattern.match(path):
            methods.update(route.methods or ())
    if "GET" in methods:
        methods.add("HEAD")
    if methods:
        methods.add("OPTIONS")
    return ", ".join(sorted(methods))
