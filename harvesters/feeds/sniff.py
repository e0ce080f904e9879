"""What a feed looks like at its beginning, so that a web page is never read as no records."""

from collections.abc import Iterator
from itertools import chain

from harvesters.feeds.failures import PageFailed

LOOKED_AT = 400
BLANK = " \t\r\n"
MOST_PIECES = 16
_MAGIC = (
    ("PK\x03\x04", "a zip file or an Excel workbook"),
    ("%PDF", "a PDF"),
    ("\x1f\u2039", "a gzip file inside a gzip answer"),
    ("\u00d0\u00cf", "an old Excel workbook"),
)


def json_text(pieces: Iterator[str]) -> Iterator[str]:
    """`pieces` unchanged; raises `PageFailed` (`not_json`) if they do not begin as JSON does."""
    start, rest = _beginning(pieces)
    if start[:1] not in ("{", "["):
        raise PageFailed("not_json", f"{_what_came(start)} came instead of JSON")
    return rest


def table_text(pieces: Iterator[str]) -> Iterator[str]:
    """`pieces` unchanged; raises `PageFailed` (`not_table`) if they begin as something else."""
    start, rest = _beginning(pieces)
    other = _other_format(start)
    if not start or other:
        raise PageFailed("not_table", f"{other or 'nothing'} came instead of a table (CSV)")
    return rest


def _beginning(pieces: Iterator[str]) -> tuple[str, Iterator[str]]:
    held: list[str] = []
    start = ""
    while len(start) < LOOKED_AT and len(held) < MOST_PIECES and (piece := next(pieces, "")):
        held.append(piece)
        start = (start + piece).lstrip(BLANK)
    return start[:LOOKED_AT], chain(held, pieces)


def _what_came(start: str) -> str:
    if not start:
        return "nothing (an empty answer)"
    return _other_format(start) or f'text beginning "{start[:60].strip()}"'


def _other_format(start: str) -> str | None:
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    lowered = start.lower()
    if "<html" in lowered or lowered.startswith("<!doctype html"):
        return "a web page (HTML, perhaps a login, an error or a robot check)"
    if lowered.startswith("<"):
        return "XML or HTML"
    return "JSON" if start[0:1] in ("{", "[") and _is_json_like(start) else None


def _is_json_like(start: str) -> bool:
    return start[1:].lstrip()[:1] in ('"', "{", "[", "]", "}", "")
