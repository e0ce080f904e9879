"""Files as answers: piece by piece, whole or a part of them, never all of it in memory."""

import os
from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.methods import BODILESS
from api.ranges import Version, is_held, part
from api.serving import ASK_AGAIN

PIECE = 1 << 18


def serve_file(
    request: Request,
    file: BinaryIO,
    version: Version,
    media_type: str,
    headers: Mapping[str, str],
) -> Response:
    """An open file, which is closed when it is sent; with ranges and conditions of RFC 9110.

    It may be kept and is asked for again each time. Raises RangeNotThere.
    """
    known = {
        "ETag": version.etag,
        "Last-Modified": version.last_modified,
        "Cache-Control": ASK_AGAIN,
        **headers,
    }
    if is_held(request.headers, version):
        file.close()
        return Response(status_code=304, headers=known)
    bodiless, size = bool(request.scope.get(BODILESS)), os.fstat(file.fileno()).st_size
    wanted = None if bodiless else _part(request, file, version, size)
    told = {**known, "Accept-Ranges": "bytes", "Content-Length": str(len(wanted or range(size)))}
    if wanted is not None:
        told["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    sent = range(0) if bodiless else wanted or range(size)
    return _FileAnswer(file, sent, 200 if wanted is None else 206, told, media_type)


def _part(request: Request, file: BinaryIO, version: Version, size: int) -> range | None:
    try:
        return part(request.headers, version, size)
    except Exception:
        file.close()
        raise


class _FileAnswer(StreamingResponse):
    """The positions `sent` of a file, which is closed at the end, however that comes."""

    def __init__(
        self, file: BinaryIO, sent: range, status: int, headers: Mapping[str, str], media_type: str
    ) -> None:
        super().__init__(_pieces(file, sent), status, headers, media_type)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()


async def _pieces(file: BinaryIO, sent: range) -> AsyncIterator[bytes]:
    file.seek(sent.start)
    left = len(sent)
    while left:
        piece = await run_in_threadpool(file.read, min(PIECE, left))
        if not piece:
            raise EOFError("the file ended before its end")
        left -= len(piece)
        yield piece
