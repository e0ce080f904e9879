"""A JSON page that is sound throughout, read at one go: the quick way for what nearly all are.

Whatever is odd about a page is found out here by counting, and the page is then read piece by
piece instead (`harvesters.feeds.items`), where each oddity is dealt with and told.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import orjson

from harvesters.feeds.json_values import LONGEST_INTEGER, MAYBE_UNUSABLE
from harvesters.feeds.walk import DEEPEST

LARGEST = 2 * 1024 * 1024
"""Characters of a page that are held at once; a larger one is streamed."""
_LONG_NUMBER = b"0" * (LONGEST_INTEGER + 1)
_DIGITS = bytes(48 if 48 <= code <= 57 else 46 for code in range(256))
_STEPS = bytes({91: 1, 123: 1, 93: 255, 125: 255}.get(code, 0) for code in range(256))
_NO_BRACKETS = bytes(code for code in range(256) if code not in b"[]{}")


class WholePage(NamedTuple):
    """The objects in a page's array, and what stands around them."""

    items: list[dict[str, Any]]
    envelope: Any


def whole_page(text: str, path: tuple[str, ...]) -> WholePage | None:
    """The page, with its records in the array at `path`; None for one that must be looked at."""
    if MAYBE_UNUSABLE.search(text):
        return None
    encoded = text.encode("utf-8", "surrogatepass")
    if _LONG_NUMBER in encoded.translate(_DIGITS) or _depth(encoded) > DEEPEST:
        return None
    try:
        with _undisturbed():
            page = orjson.loads(encoded)
    except ValueError:
        return None
    found = _array_at(page, path)
    if found is None or not all(type(item) is dict for item in found):
        return None
    if encoded.count(b'":') != orjson.dumps(page).count(b'":'):
        return None  # a member that is named twice, or an unusual way of writing one
    items = found.copy()
    found.clear()
    return WholePage(items, page)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the garbage collector, which looks through a page again and again while it grows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _depth(encoded: bytes) -> int:
    """How deep the brackets nest, those in texts among them."""
    steps = np.frombuffer(encoded.translate(_STEPS, _NO_BRACKETS), dtype=np.int8)
    return int(np.cumsum(steps, dtype=np.int32).max(initial=0))


def _array_at(page: Any, path: tuple[str, ...]) -> list[Any] | None:
    for name in path:
        page = page.get(name) if isinstance(page, dict) else None
    return page if isinstance(page, list) else None
