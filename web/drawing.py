"""From a template and what it shows to an answer: HTML that runs nothing and fetches nothing."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from web.static_files import address_of
from web.wording.contacts import number_link

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Language": "en-GB",
}
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
TEMPLATES.globals.update(static=address_of, ring=number_link)


def page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **shown: Any
) -> Response:
    """A page that nobody keeps: what a person looked for may be read from it."""
    return _answer(
        _drawn(template, shown), status, {"Cache-Control": "no-store", **(headers or {})}
    )


def page_to_keep(request: Request, template: str, **shown: Any) -> Response:
    """A page that may be kept and is asked for again, under the tag of what it says."""
    body = _drawn(template, shown)
    etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    headers = {"Cache-Control": "no-cache", "ETag": etag}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={**HEADERS, **headers})
    return _answer(body, 200, headers)


def _drawn(template: str, shown: Mapping[str, Any]) -> bytes:
    return TEMPLATES.get_template(template).render(**shown).encode("utf-8", "replace")


def _answer(body: bytes, status: int, headers: Mapping[str, str]) -> Response:
    return Response(body, status, {**HEADERS, **headers}, "text/html; charset=utf-8")
