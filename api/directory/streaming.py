"""Lists without an end in sight, sent in pieces as they are read: memory stays flat."""

from asyncio import create_task
from collections.abc import AsyncIterator, Iterator

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from api.serving import ASK_AGAIN, NEVER_KEPT

LINES = "application/x-ndjson"
PIECE_BYTES = 1024 * 1024


def lines(bodies: Iterator[bytes], *, keep: bool) -> StreamingResponse:
    """One object on each line."""
    return _streamed(_pieces(bodies, b"\n", b"\n"), LINES, keep)


def one_page(bodies: Iterator[bytes], *, keep: bool) -> StreamingResponse:
    """All objects as one page in the envelope of HSDS; its counts follow its contents."""
    return _streamed(_page(bodies), "application/json", keep)


def _streamed(pieces: Iterator[bytes], media_type: str, keep: bool) -> StreamingResponse:
    headers = {"Cache-Control": ASK_AGAIN if keep else NEVER_KEPT}
    return StreamingResponse(_read_ahead(pieces), headers=headers, media_type=media_type)


async def _read_ahead(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Each piece is read, in a thread, while the one before it is sent."""
    coming = create_task(run_in_threadpool(next, pieces, b""))
    try:
        while piece := await coming:
            coming = create_task(run_in_threadpool(next, pieces, b""))
            yield piece
    finally:
        coming.cancel()


def _pieces(bodies: Iterator[bytes], between: bytes, end: bytes) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for body in bodies:
        held.append(body)
        size += len(body)
        if size >= PIECE_BYTES:
            yield between.join(held) + end
            held, size = [], 0
    if held:
        yield between.join(held) + end


def _page(bodies: Iterator[bytes]) -> Iterator[bytes]:
    counted = _Counted(bodies)
    yield b'{"contents":['
    first = True
    for piece in _pieces(iter(counted), b",", b""):
        yield piece if first else b"," + piece
        first = False
    yield (
        b'],"total_items":%d,"total_pages":1,"page_number":1,"size":%d,'
        b'"first_page":true,"last_page":true,"empty":%s}'
        % (counted.seen, counted.seen, b"false" if counted.seen else b"true")
    )


class _Counted:
    """Counts what goes through it."""

    def __init__(self, bodies: Iterator[bytes]) -> None:
        self._bodies = bodies
        self.seen = 0

    def __iter__(self) -> Iterator[bytes]:
        for body in self._bodies:
            self.seen += 1
            yield body
