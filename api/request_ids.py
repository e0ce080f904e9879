"""By which ids a request is known: the caller's own where it is one that cannot hold anything else.

A UUID, the 32 hexadecimal digits of a trace, or a ULID: none of them can be a postcode, a telephone
number or a name, so that nothing of a person reaches the log through an id.
"""

import re
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import Scope

SANE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-7][0-9a-hjkmnp-tv-z]{25}",
    re.IGNORECASE,
)


def request_id(scope: Scope) -> str:
    """The id that the caller gave, exactly as it was sent, or a new one."""
    return _sane(scope, "x-request-id") or str(uuid4())


def correlation_id(scope: Scope) -> str | None:
    """The id of a chain of requests, exactly as the caller sent it, if it is one."""
    return _sane(scope, "x-correlation-id")


def _sane(scope: Scope, name: str) -> str | None:
    theirs = Headers(scope=scope).get(name, "")
    return theirs if SANE.fullmatch(theirs) else None
