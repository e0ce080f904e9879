"""From the bytes of an answer to text: UTF-8 first, then what it claims, then Windows-1252."""

import codecs
from collections.abc import Callable, Iterator
from functools import cache

from harvesters.feeds.settings import ReaderSettings
from harvesters.notes import ReadNotes
from runtime.egress import Body

FALLBACK = "cp1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_Decode = Callable[[bytes, bool], str]


def text_of(body: Body, settings: ReaderSettings, notes: ReadNotes) -> Iterator[str]:
    """The text of `body` in pieces, without byte order mark and without NUL.

    Bytes that are not in the encoding found are read in another one or replaced, with a warning.
    """
    start = True
    for piece in _decoded(body, settings, notes):
        text = piece.removeprefix("\ufeff") if start else piece
        start = start and not piece
        if "\0" in text:
            notes.warn("NUL characters were taken out")
            text = text.replace("\0", "")
        if text:
            yield text


def _decoded(body: Body, settings: ReaderSettings, notes: ReadNotes) -> Iterator[str]:
    chunks = body.chunks()
    first = _first_bytes(chunks)
    encoding = settings.encoding or _encoding_of(first)
    decode = _utf8_or(body.charset, notes) if encoding == "utf-8" else _fixed(encoding, notes)
    yield decode(first, False)
    for chunk in chunks:
        yield decode(chunk, False)
    yield decode(b"", True)


def _first_bytes(chunks: Iterator[bytes]) -> bytes:
    first = b""
    for chunk in chunks:
        first += chunk
        if len(first) >= 4:
            break
    return first


def _encoding_of(first: bytes) -> str:
    """The encoding by byte order mark, or by where the zero bytes of an ASCII beginning stand."""
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name
    zeros = [byte == 0 for byte in first[:4]]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else "utf-8"


def _fixed(encoding: str, notes: ReadNotes) -> _Decode:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def decode(data: bytes, final: bool) -> str:
        text = decoder.decode(data, final)
        if "\ufffd" in text:
            notes.warn(f"characters that are not {encoding} were replaced")
        return text

    return decode


def _utf8_or(claimed: str | None, notes: ReadNotes) -> _Decode:
    charset = _single_byte(claimed)
    held = b""

    def decode(data: bytes, final: bool) -> str:
        nonlocal held
        data = held + data
        try:
            text, used = codecs.utf_8_decode(data, "strict", final)
        except UnicodeDecodeError:
            notes.warn(f"bytes that are not UTF-8 were read as {charset}")
            text, used = codecs.utf_8_decode(data, _handler(charset), final)
        held = data[used:]
        return text

    return decode


def _single_byte(claimed: str | None) -> str:
    """The encoding that an answer claims, if it has one byte a character, or Windows-1252.

    What claims ISO-8859-1 or ASCII is Windows-1252. Source: WHATWG Encoding Standard, labels.
    """
    try:
        name = codecs.lookup(claimed or FALLBACK).name
        if len(b"\xe9\xe8".decode(name)) != 2:
            return FALLBACK
    except (LookupError, UnicodeDecodeError):
        return FALLBACK
    return FALLBACK if name == "iso8859-1" else name


@cache
def _handler(charset: str) -> str:
    """The name of a codec error handler that reads each wrong byte as `charset`."""
    name = f"fingerpost-{charset}"

    def read_otherwise(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(charset, "replace"), error.end

    codecs.register_error(name, read_otherwise)
    return name
