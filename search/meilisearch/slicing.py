"""Slices of many rows: those whose id begins alike, or whose finger does.

Rows stand in the order of their ids, so that a slice of ids is read in one piece from a disk. How
many begin alike nobody knows; of fingers, which are even, about as many everywhere.
"""

from collections.abc import Iterator
from itertools import product

from search.meilisearch import shape
from search.meilisearch.asking import any_of, quoted

_LETTERS = "0123456789abcdef"
_SLICE = 2_000
"""So many are asked for at once; as fingers are even, they never reach shape.MOST_FACTS."""


def slices(count: int, field: str = shape.FINGER) -> Iterator[str]:
    """Filters that together find each of so many rows once, some two thousand each."""
    length = 1
    while count / len(_LETTERS) ** length > _SLICE / 4:
        length += 1
    begun = ["".join(some) for some in product(_LETTERS, repeat=length)]
    together = max(1, int(_SLICE * len(begun) / max(count, 1)))
    for start in range(0, len(begun), together):
        yield any_of(_begins(field, one) for one in begun[start : start + together])


def _begins(field: str, letters: str) -> str:
    return f"{field} STARTS WITH {quoted(letters)}"
