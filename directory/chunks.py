"""What is too long for one statement, cut to what it can hold."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")

CHUNK = 500
AT_ONCE = 40
"""Pieces that one statement writes: its beginning and end are two turns of the server each."""


def chunks(ids: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def stretches(pieces: Iterator[T], size: int = AT_ONCE) -> Iterator[Iterator[T]]:
    """As many pieces as one statement writes, each stretch to be taken before the next."""
    for first in pieces:
        yield chain([first], islice(pieces, size - 1))
