"""One answer, taken whole into a bounded file before anybody reads it.

Only then is it known to be whole, and a slow reader holds no connection open.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence

import httpcore

from runtime.egress.errors import Broken, Refused, TooLarge
from runtime.egress.inflate import BadGzip, inflated
from runtime.egress.policy import MIB, Limits

PIECE_BYTES = 64 * 1024
IN_MEMORY_BYTES = 2 * MIB
GZIP_TYPES = frozenset({"application/gzip", "application/x-gzip"})
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:+-]{1,40})", re.IGNORECASE)


class SpooledBody:
    """An answer at rest, in memory while small and in a file without a name when not."""

    def __init__(self, url: str, content_type: str | None, charset: str | None) -> None:
        self.url = url
        self.content_type = content_type
        self.charset = charset
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115

    def write(self, piece: bytes) -> None:
        self._file.write(piece)

    def chunks(self) -> Iterator[bytes]:
        """The content from its beginning, 64 KiB at a time."""
        self._file.seek(0)
        while piece := self._file.read(PIECE_BYTES):
            yield piece

    def close(self) -> None:
        self._file.close()


def take_body(url: str, response: httpcore.Response, limits: Limits) -> SpooledBody:
    """The whole answer, inflated; raises `TooLarge`, `Broken` or `Refused` and keeps nothing."""
    content_type, charset = _type_and_charset(header(response, b"content-type"))
    compressed = _is_gzip(url, response, content_type)
    _check_length(url, response, limits)
    body = SpooledBody(url, content_type, charset)
    try:
        wire = _capped(url, response.iter_stream(), limits.wire_bytes, "on the wire")
        pieces = inflated(wire) if compressed else wire
        for piece in _capped(url, pieces, limits.body_bytes, "after inflation"):
            body.write(piece)
    except BadGzip as error:
        body.close()
        raise Broken(url, "broken_gzip", f"{error}; expected a whole answer") from None
    except BaseException:
        body.close()
        raise
    return body


def header(response: httpcore.Response, name: bytes) -> str | None:
    """The values of a header joined by commas, or None when it was not sent."""
    values = [value for key, value in response.headers if key.lower() == name]
    return b", ".join(values).decode("latin-1") if values else None


def _capped(url: str, chunks: Iterable[bytes], most: int, where: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise TooLarge(url, "too_large", f"more than {most} bytes {where}; it was not read")
        yield chunk


def _check_length(url: str, response: httpcore.Response, limits: Limits) -> None:
    said = header(response, b"content-length") or ""
    if said.isdigit() and int(said[:20]) > limits.wire_bytes:
        detail = f"announces {said[:20]} bytes, expected at most {limits.wire_bytes}"
        raise TooLarge(url, "too_large", detail)


def _is_gzip(url: str, response: httpcore.Response, content_type: str | None) -> bool:
    codings = _codings(header(response, b"content-encoding"))
    if not codings:
        return content_type in GZIP_TYPES
    if codings in (["gzip"], ["x-gzip"]):
        return True
    found = ", ".join(codings)
    raise Refused(
        url, "refused_encoding", f"came with Content-Encoding {found!r}; we asked for gzip or none"
    )


def _codings(value: str | None) -> Sequence[str]:
    names = [name.strip().lower() for name in (value or "").split(",")]
    return [name for name in names if name not in ("", "identity")]


def _type_and_charset(value: str | None) -> tuple[str | None, str | None]:
    if not value:
        return None, None
    charset = _CHARSET.search(value)
    return value.split(";")[0].strip().lower() or None, charset[1].lower() if charset else None
