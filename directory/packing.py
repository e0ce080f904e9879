"""Rows as few bytes, so that little is written of what waits for a moment.

Packing and unpacking are pure, and most of their time is spent without Python's lock.
"""

import pickle
from collections.abc import Sequence
from typing import Any

from lz4 import block


def packed(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows in one piece; those that resemble one another take little more than one of them."""
    piece: bytes = block.compress(pickle.dumps([tuple(row) for row in rows]))
    return piece


def unpacked(piece: bytes) -> list[tuple[Any, ...]]:
    """The rows of a piece that this program packed."""
    rows: list[tuple[Any, ...]] = pickle.loads(block.decompress(piece))
    return rows
