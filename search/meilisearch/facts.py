"""Facts: what is fetched of a listing to rank it, to measure how far it is and to count facets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import orjson

from places.geometry import distances_m
from search.index import MOST_FACET_VALUES, Facet
from search.meilisearch import shape
from search.meilisearch.asking import today
from search.values import SET_OF_FACET, facet_values

Floats = npt.NDArray[np.float64]
Counts = dict[str, dict[str, int]]


class Fact(NamedTuple):
    """In the order in which `rows.row` writes it; the four parts are stems with blanks between."""

    id: str
    points: Sequence[tuple[float, float]]
    title: str
    name: str
    topic: str
    organization: str
    text: str
    category: Sequence[str]
    need: Sequence[str]
    access_mode: Sequence[str]
    joining: Sequence[str]
    language: Sequence[str]
    accessibility: Sequence[str]
    source: Sequence[str]
    stated: Sequence[str]
    award: Sequence[tuple[Any, int, int]]
    hours: tuple[str, str, int | None]


def read_facts(told: Iterable[str]) -> list[Fact]:
    """Facts as they were written."""
    return [Fact(*orjson.loads(one)) for one in told]


def nearest_m(lat: float, lon: float, facts: Sequence[Fact]) -> Floats:
    """Metres from a point to the nearest place of each listing; infinite where it has none."""
    flat = [point for fact in facts for point in fact.points]
    nearest = np.full(len(facts), np.inf)
    if flat:
        lats, lons = np.array(flat, np.float64).T
        owners = np.repeat(np.arange(len(facts)), [len(fact.points) for fact in facts])
        np.minimum.at(nearest, owners, distances_m(lat, lon, lats, lons))
    return nearest


def count(facts: Iterable[Fact], facets: Sequence[str], now: datetime) -> Counts:
    """How many of the listings have each value of each facet."""
    day, known = today(now), list(facts)
    return {facet: dict(Counter(_values(known, facet, day))) for facet in facets}


def _values(facts: Sequence[Fact], facet: str, day: int) -> Iterable[str]:
    """Every value of a facet, once for each listing that has it."""
    column = Fact._fields.index(SET_OF_FACET[facet])
    if facet in shape.LISTED:
        return chain.from_iterable(getattr(fact, facet) for fact in facts)
    sets = Counter(_hashable(fact[column]) for fact in facts)
    return chain.from_iterable(
        repeat(value, number)
        for values, number in sets.items()
        for value in facet_values(facet, values, day)
    )


def _hashable(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in values)


def ranked(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[Facet, ...]]:
    """The facets with the commonest values first, a hundred at most, none without a listing."""
    return {
        facet: tuple(
            Facet(value, number)
            for value, number in sorted(values.items(), key=lambda item: (-item[1], item[0]))
            if number > 0
        )[:MOST_FACET_VALUES]
        for facet, values in counts.items()
    }
