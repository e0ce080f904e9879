"""Counts of facets; the same for every engine."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from search.answers import Facet
from search.documents import TIERS
from search.filtering import Range, hours_hold, today
from search.flags import held

MOST_FACET_VALUES = 100

Counts = dict[str, dict[str, int]]
"""For each facet, how many listings have each value."""


class Dated(NamedTuple):
    """Who has a value on a day: listings with one of `flags` and, if told, a number in `range`."""

    value: str
    flags: list[str]
    range: Range | None = None


def dated(facet: str, now: datetime) -> Iterator[Dated]:
    """The values of a facet that depends on the day; those of others are kept as they are."""
    if facet == "tier":
        for tier in TIERS:
            yield Dated(tier, held(tier, today(now)))
    elif facet in ("evening", "weekend"):
        for value in ("yes", "no"):
            yield Dated(value, [f"{facet}:{value}"], hours_hold(now))


def less(whole: Counts, part: Counts) -> Counts:
    """The counts of what is in `whole` but not in `part`."""
    return {
        facet: {value: count - part[facet].get(value, 0) for value, count in counts.items()}
        for facet, counts in whole.items()
    }


def ranked(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[Facet, ...]]:
    """The facets with the commonest values first, a hundred at most, none without a listing."""
    return {
        facet: tuple(
            Facet(value, count)
            for value, count in sorted(values.items(), key=_commonest)[:MOST_FACET_VALUES]
            if count > 0
        )
        for facet, values in counts.items()
    }


def _commonest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
