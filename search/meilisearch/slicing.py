"""Slices of many rows: those whose finger begins alike, so that each is a fair sample of all."""

from collections.abc import Iterator
from itertools import product

from search.meilisearch import shape
from search.meilisearch.asking import any_of, quoted

_LETTERS = "0123456789abcdef"
_SLICE = 2_000
"""So many are asked for at once; as fingers are even, shape.MOST_FACTS are never reached."""


def slices(count: int) -> Iterator[str]:
    """Filters that together find each of so many rows once, some two thousand each."""
    length = 1
    while count / len(_LETTERS) ** length > _SLICE / 4:
        length += 1
    begun = ["".join(some) for some in product(_LETTERS, repeat=length)]
    together = max(1, int(_SLICE * len(begun) / max(count, 1)))
    for start in range(0, len(begun), together):
        yield any_of(_begins(one) for one in begun[start : start + together])


def _begins(letters: str) -> str:
    return f"{shape.FINGER} STARTS WITH {quoted(letters)}"
