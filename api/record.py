"""The ids of a request, one log line without query or address, and an answer to every crash.

The line holds the method, the template of the route, the status, the milliseconds and the network
of the caller (/24, or /48 of IPv6): a path, a query or a message of an exception may hold the place
of a person in need, so none of them is written. Whatever else is logged while a request is answered
carries the same request id.
"""

import ipaddress
import traceback
from time import perf_counter

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kinds import FAILED
from api.measures import UNDER_WAY, count_request
from api.problems import REQUEST_ID, Problem
from api.request_ids import correlation_id, request_id

FRAMES_KEPT = 8
_log = structlog.get_logger()


class RequestRecord:
    """Gives each request its id, logs it when it is answered, and turns a crash into a 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[REQUEST_ID] = request_id(scope)
        with structlog.contextvars.bound_contextvars(request_id=scope[REQUEST_ID]):
            await self._recorded(scope, receive, send)

    async def _recorded(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = perf_counter()
        status: int | None = None

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _name(scope, message)
            await send(message)

        try:
            with UNDER_WAY.track_inprogress():
                await self.app(scope, receive, send_with_id)
        except Exception as crash:
            _log_crash(scope, crash)
            if status is not None:
                raise BrokenOff(scope[REQUEST_ID]) from None
            await _failed().response(scope)(scope, receive, send_with_id)
        finally:
            _log_request(scope, status or FAILED.status, perf_counter() - began)


class BrokenOff(Exception):
    """An answer could not be finished; the crash itself is in the log under the request id."""


def _failed() -> Problem:
    detail = "Something failed here, and nothing was changed. Quote the request id to the operator."
    return Problem(FAILED, detail)


def _name(scope: Scope, message: Message) -> None:
    """Put the ids on an answer."""
    headers = MutableHeaders(scope=message)
    headers["X-Request-ID"] = scope[REQUEST_ID]
    correlation = correlation_id(scope)
    if correlation:
        headers["X-Correlation-ID"] = correlation


def _template(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "-")


def _network(scope: Scope) -> str:
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return "-"
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, prefix), strict=False))


def _log_request(scope: Scope, status: int, elapsed_s: float) -> None:
    count_request(scope["method"], _template(scope), status, elapsed_s)
    _log.info(
        "request",
        method=scope["method"],
        route=_template(scope),
        status=status,
        ms=round(elapsed_s * 1000, 1),
        network=_network(scope),
        request_id=scope[REQUEST_ID],
    )


def _log_crash(scope: Scope, crash: Exception) -> None:
    """Where it happened and of which kind, without the values that its message may hold."""
    frames = traceback.extract_tb(crash.__traceback__)[-FRAMES_KEPT:]
    _log.error(
        "crash",
        route=_template(scope),
        kind=type(crash).__name__,
        at=[f"{frame.filename}:{frame.lineno}" for frame in reversed(frames)],
        request_id=scope[REQUEST_ID],
    )
