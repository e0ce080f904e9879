"""One form of what a source said: the same words give the same bytes, whatever their order."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import orjson

DEEPEST = 64
LARGEST_KEPT = 256 * 1024
LONGEST_KEPT_TEXT = 10_000
LARGEST_WHOLE = 2**53


def canonical(said: Any) -> bytes:
    """JSON with sorted keys, in UTF-8.

    What JSON cannot hold is made into text: broken characters become U+FFFD, endless numbers and
    numbers beyond 2**53 their digits, nesting below 64 levels a note.
    """
    quick = as_it_is(said)
    return orjson.dumps(_tame(said, 0), option=orjson.OPT_SORT_KEYS) if quick is None else quick


def as_it_is(said: Any) -> bytes | None:
    """The same where nothing has to be made into text; None where something has."""
    try:
        return orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)
    except (TypeError, RecursionError):
        return None


def kept(said: bytes) -> bytes:
    """What is stored of it: all, or its texts cut to 10,000 characters if it is over 256 kB."""
    if len(said) <= LARGEST_KEPT:
        return said
    short = orjson.dumps(_shortened(orjson.loads(said)), option=orjson.OPT_SORT_KEYS)
    if len(short) <= LARGEST_KEPT:
        return short
    note = f"{len(said)} bytes, too large to keep"
    return orjson.dumps({"left_out": note, "begins": said[:1_000].decode("utf-8", "replace")})


def _tame(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        return "nested too deeply"
    if isinstance(value, Mapping):
        return {_text(str(key)): _tame(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_tame(inner, depth + 1) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < LARGEST_WHOLE else _digits(value)
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    return _text(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


def _digits(value: int) -> str:
    """Python refuses to write numbers of more than 4,300 digits; their size is said instead."""
    return str(value) if value.bit_length() < 4_096 else f"a number of {value.bit_length()} bits"


def _text(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key[:200]: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shortened(inner) for inner in value]
    return value[:LONGEST_KEPT_TEXT] if isinstance(value, str) else value
