"""Facts: what is fetched of a listing to rank it, to measure how far it is and to count facets."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson

from search.cards import Card

WORDED = ("name", "needs", "kinds", "organization", "town", "description", "more")
"""Where words stand, in the order of cards; "more" is what a card leaves out of the text."""

PART_OF = (0, 1, 1, 2, 3, 3, 3)
"""To which of `search.parts.PARTS` each of WORDED belongs."""


LONGEST_WORD = 100
"""Of the stem of a longer word so many letters are looked at."""


Told = str | bytes
"""A fact as it was written."""


class Fact(NamedTuple):
    """In the order in which `rows.row` writes it; WORDED are words with blanks between.

    `flags` are those of `search.flags`, `limits` the numbers of LIMITS in that order.
    """

    id: str
    points: Sequence[tuple[float, float]]
    title: str
    name: str
    needs: str
    kinds: str
    organization: str
    town: str
    description: str
    more: str
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
    flags: Sequence[str]
    limits: Sequence[int | None]

    def card(self) -> Card:
        """The words by which it is told why the listing was found."""
        texts = (getattr(self, name) for name in WORDED[:-1])
        return Card(self.id, self.points, *texts)


def read_fact(told: Told) -> Fact:
    """A fact as it was written."""
    return Fact(*orjson.loads(told)[1:])


def read_fingers(told: Iterable[Told]) -> list[tuple[str, Fact]]:
    """Facts as they were written, each with the finger that it begins with."""
    return [(finger, Fact(*said)) for finger, *said in map(orjson.loads, told)]


def read_changes(told: Iterable[Told]) -> tuple[list[tuple[str, Fact]], list[str]]:
    """The same of rows that may be those of listings taken out, whose ids come apart."""
    found, gone = list[tuple[str, Fact]](), list[str]()
    for finger, *said in map(orjson.loads, told):
        if len(said) == 1:
            gone.append(said[0])
        else:
            found.append((finger, Fact(*said)))
    return found, gone
