"""Gzip made larger again in small pieces, so that a bomb is noticed before it is held."""

import zlib
from collections.abc import Iterable, Iterator

PIECE_BYTES = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class BadGzip(ValueError):
    """The bytes are not gzip, or stop before their end."""


def inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a gzip stream of one or more members, at most 64 KiB at a time.

    Raises `BadGzip` when the stream is damaged, cut short or followed by something else.
    """
    engine = zlib.decompressobj(_GZIP)
    for chunk in chunks:
        waiting = chunk
        while waiting:
            if engine.eof:
                engine = zlib.decompressobj(_GZIP)
            yield from _pieces(engine, waiting)
            waiting = engine.unused_data
    if not engine.eof:
        raise BadGzip("the gzip stream stops before its end")


def _pieces(engine: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        while data and not engine.eof:
            piece = engine.decompress(data, PIECE_BYTES)
            data = engine.unconsumed_tail
            if piece:
                yield piece
    except zlib.error as error:
        raise BadGzip(f"the gzip stream is damaged ({error})") from None
