"""Headers on every answer: what a browser may do with it, and who may read it from elsewhere.

Reading is open to any web page (Open Referral UK asks for it). Nothing at these addresses knows
cookies, and no key may be sent from another site's page, so none gains what all may read anyway.
"""

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN_TO_ALL = (
    "/v1/",
    "/oruk/",
    "/hsds/",
    "/profile",
    "/schema/",
    "/rpde/",
    "/fhir/",
    "/bulk",
    "/problems",
    "/openapi.json",
    "/healthz",
    "/readyz",
)
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
)
OPEN = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Accept-Ranges, Allow, Content-Disposition, Content-Range, Deprecation, ETag, Link,"
        " Location, Repr-Digest, Retry-After, Sunset, X-Correlation-ID, X-Request-ID",
    ),
)
TO_ALL, TO_OURS = (
    tuple((name.lower().encode(), value.encode()) for name, value in some)
    for some in (ALWAYS + OPEN, ALWAYS)
)
"""As they are sent; their names are in lower case there."""

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-Modified-Since, If-None-Match, If-Range,"
    " Range, X-Correlation-ID, X-Request-ID",
    "Access-Control-Max-Age": "86400",
}


class AnswerHeaders:
    """Adds the headers an answer did not set itself, and answers preflight requests."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = TO_ALL if scope["path"].startswith(OPEN_TO_ALL) else TO_OURS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                more = [header for header in added if header[0] not in own]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        answer = Response(status_code=204, headers=PREFLIGHT) if _asks_first(scope) else self.app
        await answer(scope, receive, send_with_headers)


def _asks_first(scope: Scope) -> bool:
    """Whether a browser asks before it lets another site's page read."""
    return (
        scope["method"] == "OPTIONS"
        and scope["path"].startswith(OPEN_TO_ALL)
        and "access-control-request-method" in Headers(scope=scope)
    )
