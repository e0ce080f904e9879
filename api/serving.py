"""Bytes with their entity tag, and how long they may be kept."""

from datetime import datetime
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from journeys.stored import StoredDocument

NEVER_KEPT = "no-store"
ASK_AGAIN = "no-cache"


def serve_document(
    request: Request, document: StoredDocument, now: datetime, reuse_s: int
) -> Response:
    """A published document under its own entity tag, kept no longer than it stays true."""
    kept = ASK_AGAIN
    longest = reuse_s
    if document.valid_until:
        longest = min(reuse_s, int((document.valid_until - now).total_seconds()))
    if longest > 0:
        kept = f"public, max-age={longest}"
    return _conditional(request, document.body, f'"{document.etag}"', kept)


def serve_body(request: Request, body: bytes) -> Response:
    """Bytes put together for this request; they may be kept, and are asked for again."""
    return _conditional(request, body, f'"{blake2b(body, digest_size=16).hexdigest()}"', ASK_AGAIN)


def serve_once(body: bytes) -> Response:
    """Bytes that nobody may keep, since a person's place or words led to them."""
    return Response(body, headers={"Cache-Control": NEVER_KEPT}, media_type="application/json")


def _conditional(request: Request, body: bytes, etag: str, kept: str) -> Response:
    headers = {"ETag": etag, "Cache-Control": kept}
    if _is_known(request.headers, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _is_known(headers: Headers, etag: str) -> bool:
    """Whether the caller holds these bytes already (RFC 9110, section 13.1.2)."""
    held = headers.get("if-none-match")
    if held is None:
        return False
    tags = (tag.strip().removeprefix("W/") for tag in held.split(","))
    return any(tag in (etag, "*") for tag in tags)
