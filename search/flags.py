"""Flags: short words on a listing's row by which the filters find it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from search.documents import TIERS, SearchDocument
from search.reach import is_wide
from search.spans import blocks, day_blocks

PLACED, EVERYWHERE = "placed", "everywhere"
WIDE, WIDE_ANYWHERE = "wide:", "wide:anywhere"
"""Every flag of what serves without regard to place begins with the first."""


def flags_of(document: SearchDocument, sets: tuple[tuple[Any, ...], ...]) -> list[str]:
    """The flags of a listing whose value sets are `sets`; what it does not say has none."""
    awards, hours = sets[-2:]
    flags = [*_held(awards), *_hours(hours)]
    flags += _of("area", document.areas)
    flags += _of("day", document.days)
    flags += _open(document.open)
    if document.points:
        flags.append(PLACED)
    if document.nationwide and not document.areas:
        flags.append(EVERYWHERE)
    if is_wide(document):
        flags += _of("wide", document.areas) or (WIDE_ANYWHERE,)
    return flags


@lru_cache(maxsize=50_000)
def _of(kind: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}:{value}" for value in values)


@lru_cache(maxsize=1_000)
def _hours(hours: tuple[str, str, int | None]) -> tuple[str, ...]:
    told = zip(("evening", "weekend"), hours[:2], strict=True)
    return tuple(f"{kind}:{value}" for kind, value in told if value)


def held(tier: str, today: int) -> list[str]:
    """The flags of which one is on every listing that holds this tier, or a higher one, today."""
    return [f"held:{tier}:{block}" for block in day_blocks(today)]


def _held(awards: tuple[tuple[Any, int, int], ...]) -> Iterator[str]:
    """An award counts for its own tier and for those below it."""
    for tier, first, last in awards:
        for lower in TIERS[: TIERS.index(tier) + 1]:
            yield from (f"held:{lower}:{block}" for block in blocks(first, last + 1))


@lru_cache(maxsize=50_000)
def _open(spans: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(f"open:{block}" for first, end in spans for block in blocks(first, end))
