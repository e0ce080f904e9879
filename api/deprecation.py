"""What is superseded says so in its answers: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).

An operation, or a parameter of the address, is superseded when the description marks it as
`deprecated` and says since when and until when in `x-deprecated-on` and `x-sunset-on` (days).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.linking import add_links

ON, SUNSET = "x-deprecated-on", "x-sunset-on"
POLICY = '</docs/policy>; rel="deprecation"; type="text/html"'


@dataclass(frozen=True, slots=True)
class Superseded:
    """Since when something is superseded, and the day from which it may be gone."""

    since: date
    ends: date


class Deprecations:
    """Names what is superseded in every answer to a request that used it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._marked: dict[int, bool] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_word(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._tell(scope, message)
            await send(message)

        await self.app(scope, receive, send_with_word)

    def _tell(self, scope: Scope, message: Message) -> None:
        """Routes last as long as the application; what each declares is looked through once."""
        route = scope.get("route")
        declared = getattr(route, "openapi_extra", None) or {}
        if id(route) not in self._marked:
            self._marked[id(route)] = _marked(declared)
        if self._marked[id(route)]:
            _say(superseded(declared, _names(scope["query_string"])), MutableHeaders(scope=message))


def _say(used: Sequence[Superseded], headers: MutableHeaders) -> None:
    if not used:
        return
    since, ends = min(one.since for one in used), min(one.ends for one in used)
    headers["Deprecation"] = f"@{int(_midnight(since).timestamp())}"
    headers["Sunset"] = format_datetime(_midnight(ends), usegmt=True)
    add_links(headers, POLICY)


def superseded(declared: Mapping[str, Any], names: Sequence[str]) -> list[Superseded]:
    """What a request that gives parameters of these names uses of what is superseded."""
    parameters = [one for one in _parameters(declared) if one["name"] in names]
    return [_read(one) for one in (declared, *parameters) if one.get("deprecated")]


def _marked(declared: Mapping[str, Any]) -> bool:
    marked = (one.get("deprecated") for one in (declared, *_parameters(declared)))
    return any(marked)


def _parameters(declared: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parameters, each with what its schema says of it."""
    return [{**one.get("schema", {}), **one} for one in declared.get("parameters", ())]


def _read(said: Mapping[str, Any]) -> Superseded:
    return Superseded(date.fromisoformat(said[ON]), date.fromisoformat(said[SUNSET]))


def _names(query: bytes) -> list[str]:
    return [name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
