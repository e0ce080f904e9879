"""Flags: short words on a listing's row by which the filters find it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from search.documents import TIERS, SearchDocument
from search.embedded.schema import PLACED, SETS
from search.embedded.value_sets import STATED
from search.reach import is_wide
from search.spans import blocks

NO_AREA = "area:none"
EVERYWHERE, WIDE = "everywhere", "wide"


def flags_of(document: SearchDocument, sets: tuple[tuple[Any, ...], ...]) -> list[str]:
    """The flags of a listing whose value sets are `sets`; what it does not say has none."""
    flags = [flag for name, values in zip(SETS, sets, strict=True) for flag in _of(name, values)]
    flags += _of("area", document.areas) or (NO_AREA,)
    flags += _of("day", document.days)
    flags += _open(document.open)
    if document.points:
        flags.append(PLACED)
    if document.nationwide and not document.areas:
        flags.append(EVERYWHERE)
    if is_wide(document):
        flags.append(WIDE)
    return flags


@lru_cache(maxsize=50_000)
def _of(name: str, values: tuple[Any, ...]) -> tuple[str, ...]:
    if name == "award":
        return tuple(_held(values))
    if name == "hours":
        return (*_stated("evening", values[0]), *_stated("weekend", values[1]))
    if name == "stated":
        told = [
            flag for kind, v in zip(STATED, values[1:], strict=True) for flag in _stated(kind, v)
        ]
        return (*told, *((f"gender_only:{values[0]}",) if values[0] else ()))
    return tuple(f"{name}:{value}" for value in values)


def _stated(kind: str, value: bool | None) -> tuple[str, ...]:
    return () if value is None else (f"{kind}:{'yes' if value else 'no'}",)


def _held(awards: tuple[tuple[Any, int, int], ...]) -> Iterator[str]:
    """An award counts for its own tier and for those below it."""
    for tier, first, last in awards:
        for lower in TIERS[: TIERS.index(tier) + 1]:
            yield from (f"held:{lower}:{block}" for block in blocks(first, last + 1))


@lru_cache(maxsize=50_000)
def _open(spans: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(f"open:{block}" for first, end in spans for block in blocks(first, end))
