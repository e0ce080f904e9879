"""By which ids a request is known: the caller's own where it is one that cannot hold anything else.

A UUID, the 32 hexadecimal digits of a trace, or a ULID: none of them can be a postcode, a telephone
number or a name, so that nothing of a person reaches the log through an id. The id of a chain of
requests is told to nobody but the caller, and so may be anything.
"""

import re
from os import urandom

from starlette.types import Scope

from api.received import header

SANE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-7][0-9a-hjkmnp-tv-z]{25}",
    re.IGNORECASE,
)
SENT_BACK = re.compile(r"[!-~](?:[ -~]{0,254}[!-~])?")
"""Visible characters, 256 at most."""


def request_id(scope: Scope) -> str:
    """The id that the caller gave, exactly as it was sent, or a new one."""
    return _given(scope, b"x-request-id", SANE) or _new()


def correlation_id(scope: Scope) -> str | None:
    """The id of a chain of requests, exactly as the caller sent it; it is logged nowhere."""
    return _given(scope, b"x-correlation-id", SENT_BACK)


def _new() -> str:
    """A random UUID (RFC 9562, version 4), as `uuid4` has it, without an object made for it."""
    drawn = urandom(16).hex()
    variant = "89ab"[int(drawn[16], 16) & 3]
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{variant}{drawn[17:20]}-{drawn[20:]}"


def _given(scope: Scope, name: bytes, form: re.Pattern[str]) -> str | None:
    theirs = header(scope, name)
    return theirs if form.fullmatch(theirs) else None
