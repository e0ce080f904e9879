"""Bytes with their entity tag, and whether they may be kept."""

from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from journeys.stored import StoredDocument
from runtime.page_cache import KeptPage

NEVER_KEPT = "no-store"
ASK_AGAIN = "no-cache"
JSON = "application/json"


def serve_document(request: Request, document: StoredDocument) -> Response:
    """A published document under its own entity tag.

    It may be kept and is asked for again each time: it can be withdrawn, and a kite mark in it can
    end, at any moment.
    """
    return _conditional(request, document.body, f'"{document.etag}"')


def serve_body(request: Request, body: bytes) -> Response:
    """Bytes put together for this request; they may be kept, and are asked for again."""
    return _conditional(request, body, f'"{blake2b(body, digest_size=16).hexdigest()}"')


def serve_page(request: Request, page: KeptPage, media_type: str = JSON) -> Response:
    """A page that is the same for everybody, out of `Parts.pages`."""
    return _conditional(request, page.body, page.etag, media_type)


def serve_once(body: bytes, media_type: str = JSON) -> Response:
    """Bytes that nobody may keep, since a person's place or words led to them."""
    return Response(body, headers={"Cache-Control": NEVER_KEPT}, media_type=media_type)


def serve_as(request: Request, body: bytes, media_type: str, kept: str) -> Response:
    """Bytes put together for this request, as another format has them; `kept` says how long."""
    etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    return _conditional(request, body, etag, media_type, kept)


def _conditional(
    request: Request, body: bytes, etag: str, media_type: str = JSON, kept: str = ASK_AGAIN
) -> Response:
    headers = {"ETag": etag, "Cache-Control": kept}
    if _is_known(request.headers, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def _is_known(headers: Headers, etag: str) -> bool:
    """Whether the caller holds these bytes already (RFC 9110, section 13.1.2)."""
    held = headers.get("if-none-match")
    if held is None:
        return False
    tags = (tag.strip().removeprefix("W/") for tag in held.split(","))
    return any(tag in (etag, "*") for tag in tags)
