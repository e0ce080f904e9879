"""In which order listings are written, so that a search reads few parts of the index.

The engine weighs words some thousand rows at a time, and leaves out those thousands in which no
row can be a hit. Listings of one neighbourhood are therefore written one after the other, and those
that serve without regard to place before all others.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from search.documents import SearchDocument
from search.reach import is_wide

_AT_ONCE = 50_000
_STEPS_IN_A_DEGREE = 50
_BITS = 15


def arranged(documents: Iterable[SearchDocument]) -> Iterator[SearchDocument]:
    """The same documents, neighbours together; so many at once that memory stays bounded."""
    coming = iter(documents)
    while some := list(islice(coming, _AT_ONCE)):
        yield from sorted(some, key=_place)


def _place(document: SearchDocument) -> int:
    """A number that is near for what stands near; what has no place comes last."""
    if is_wide(document):
        return -1
    if not document.points:
        return 1 << 2 * _BITS
    lat, lon = document.points[0]
    return _woven(int((lat + 90) * _STEPS_IN_A_DEGREE), int((lon + 180) * _STEPS_IN_A_DEGREE))


def _woven(north: int, east: int) -> int:
    """The bits of two numbers in turns (Morton order)."""
    return _spread(north) << 1 | _spread(east)


@lru_cache(maxsize=1 << _BITS)
def _spread(number: int) -> int:
    return sum((number >> bit & 1) << 2 * bit for bit in range(_BITS))
