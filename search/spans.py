"""Spans of whole numbers as a few words each, so that an index of words can tell who holds one.

A span is cut into blocks whose lengths are powers of two and which begin at multiples of their
length. A number lies in the span exactly when one of the blocks that hold the number is among
the blocks of the span; any number of spans can stand in one field without mixing.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

WEEK_MINUTES = 7 * 1440
_WEEK_LEVELS = WEEK_MINUTES.bit_length()
_DAY_LEVELS = 22


@lru_cache(maxsize=20_000)
def blocks(first: int, end: int) -> tuple[str, ...]:
    """The blocks that make up `first` to `end`, the end not included: `("3:75", "2:152")`."""
    return tuple(_blocks(max(first, 0), end))


def _blocks(first: int, end: int) -> Iterator[str]:
    while first < end:
        aligned = (first & -first).bit_length() - 1 if first else end.bit_length()
        level = min(aligned, (end - first).bit_length() - 1)
        yield f"{level}:{first >> level}"
        first += 1 << level


@lru_cache(maxsize=20_000)
def minute_blocks(minute: int) -> tuple[str, ...]:
    """Every block of a week that holds this minute of it."""
    return _holding(minute, _WEEK_LEVELS)


@lru_cache(maxsize=1_000)
def day_blocks(day: int) -> tuple[str, ...]:
    """Every block of days that holds this day (an ordinal, up to the year 9999)."""
    return _holding(day, _DAY_LEVELS)


def _holding(number: int, levels: int) -> tuple[str, ...]:
    return tuple(f"{level}:{number >> level}" for level in range(levels))


def united(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same numbers as spans that neither touch nor overlap, in order; empty ones left out."""
    joined: list[tuple[int, int]] = []
    for first, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((first, end))
    return tuple(joined)
