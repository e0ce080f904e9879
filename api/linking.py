"""Where else an answer leads, told in its `Link` header (RFC 8288).

Every open answer names the description for machines and the page for people. A service names itself
at the other doors, so that a client of one standard finds what another says of it.
"""

from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CANONICAL = "/v1/listings/"
DOORS = (
    (CANONICAL, "application/json"),
    ("/hsds/v3/services/", "application/json"),
    ("/oruk/v3/services/", "application/json"),
    ("/fhir/R4/HealthcareService/", "application/fhir+json"),
)
PROGRAMS = ("/v1/", "/oruk/", "/hsds/", "/rpde/", "/fhir/", "/bulk")
DESCRIBED = (
    '</openapi.json>; rel="service-desc"; type="application/json"',
    '</docs>; rel="service-doc"; type="text/html"',
)
CREDITED = '</v1/sources>; rel="license"; type="application/json"'
DESCRIBED_AND_CREDITED = (*DESCRIBED, CREDITED)
SHAPED = '</schema/service.json>; rel="describedby"; type="application/json"'
OF_THE_DIRECTORY = ("/v1/listings/", "/v1/search", "/oruk/", "/hsds/", "/rpde/", "/fhir/")


class Linking:
    """Adds links to good answers; those that an answer names itself stay, and stand first."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PROGRAMS):
            await self.app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                _add_general(message, _general(scope["path"]))
            await send(message)

        await self.app(scope, receive, send_with_links)


def add_links(headers: MutableHeaders, *links: str) -> None:
    """Puts links behind those that are there."""
    own = headers.get("link")
    headers["Link"] = ", ".join([own, *links] if own else links)


def linked_service(request: Request, answer: Response, service_id: str) -> Response:
    """The answer that is this service, with its own address and those at the other doors."""
    asked = next((door for door, _ in DOORS if request.scope["path"].startswith(door)), "")
    shape = [] if asked.startswith("/fhir/") else [SHAPED]
    others = [
        f'<{door}{service_id}>; rel="alternate"; type="{kind}"'
        for door, kind in DOORS
        if door != asked
    ]
    add_links(answer.headers, *shape, f'<{CANONICAL}{service_id}>; rel="canonical"', *others)
    return answer


def _add_general(message: Message, links: tuple[str, ...]) -> None:
    if any(name == b"link" for name, _ in message["headers"]):
        add_links(MutableHeaders(scope=message), *links)
    else:
        message["headers"] = [*message["headers"], (b"link", _sent(links))]


@cache
def _sent(links: tuple[str, ...]) -> bytes:
    return ", ".join(links).encode("latin-1")


def _general(path: str) -> tuple[str, ...]:
    return DESCRIBED_AND_CREDITED if path.startswith(OF_THE_DIRECTORY) else DESCRIBED
