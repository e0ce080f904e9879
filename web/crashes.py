"""What nobody expected: a line in the log without any value, and a page with the request's id."""

import traceback

import structlog
from starlette.requests import Request
from starlette.responses import Response

from web.drawing import page

REQUEST_ID = "fingerpost.request_id"
FRAMES_KEPT = 8
_log = structlog.get_logger()


def page_for_crash(request: Request, crash: Exception) -> Response:
    """Says that it is our fault; what the exception says may hold a person's words or place."""
    frames = traceback.extract_tb(crash.__traceback__)[-FRAMES_KEPT:]
    request_id = str(request.scope.get(REQUEST_ID, "not known"))
    _log.error(
        "crash",
        route=getattr(request.scope.get("route"), "path", "-"),
        kind=type(crash).__name__,
        at=[f"{frame.filename}:{frame.lineno}" for frame in reversed(frames)],
        request_id=request_id,
    )
    return page("crash.html", status=500, request_id=request_id)
