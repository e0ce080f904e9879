"""Squares of a grid over the Earth as words, so that an index of words tells what lies in a box.

Every place stands in one square of each size. A box is covered by few squares of the smallest size
that will do; what stands in them and not in the box has to be told by its distance.
"""

from math import floor

from places.geometry import Box

_SMALLEST_DEGREES = 0.01
_SIZES = tuple(_SMALLEST_DEGREES * 2**doubled for doubled in range(10))
_ALL = range(len(_SIZES))
_MOST_SQUARES = 48


def cells_of(lat: float, lon: float) -> list[str]:
    """The squares in which a place stands, one of each size."""
    return [_word(size, floor(lat / _SIZES[size]), floor(lon / _SIZES[size])) for size in _ALL]


def covering(area: Box) -> list[str]:
    """Squares that hold every place of a box; none for a box that is too large for them."""
    for size in _ALL:
        rows, columns = (
            range(floor(first / _SIZES[size]), floor(last / _SIZES[size]) + 1)
            for first, last in ((area.south, area.north), (area.west, area.east))
        )
        if len(rows) * len(columns) <= _MOST_SQUARES:
            return [_word(size, row, column) for row in rows for column in columns]
    return []


def _word(size: int, row: int, column: int) -> str:
    return f"{size}:{row}:{column}"
