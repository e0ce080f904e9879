"""By which ids a request is known: the caller's own where it is one that cannot hold anything else.

A UUID, the 32 hexadecimal digits of a trace, or a ULID: none of them can be a postcode, a telephone
number or a name, so that nothing of a person reaches the log through an id. The id of a chain of
requests is told to nobody but the caller, and so may be anything.
"""

import re
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import Scope

SANE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-7][0-9a-hjkmnp-tv-z]{25}",
    re.IGNORECASE,
)
SENT_BACK = re.compile(r"[!-~](?:[ -~]{0,254}[!-~])?")
"""Visible characters, 256 at most."""


def request_id(scope: Scope) -> str:
    """The id that the caller gave, exactly as it was sent, or a new one."""
    return _given(scope, "x-request-id", SANE) or str(uuid4())


def correlation_id(scope: Scope) -> str | None:
    """The id of a chain of requests, exactly as the caller sent it; it is logged nowhere."""
    return _given(scope, "x-correlation-id", SENT_BACK)


def _given(scope: Scope, name: str, form: re.Pattern[str]) -> str | None:
    theirs = Headers(scope=scope).get(name, "")
    return theirs if form.fullmatch(theirs) else None
