"""Facts: what is fetched of a listing to rank it, to measure how far it is and to count facets."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson


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
    return [Fact(*orjson.loads(one)[1:]) for one in told]


def read_fingers(told: Iterable[str]) -> list[tuple[str, Fact]]:
    """Facts as they were written, each with the finger that it begins with."""
    return [(finger, Fact(*said)) for finger, *said in map(orjson.loads, told)]
