"""Two curves through what was measured at several sizes, fitted by least squares.

`a + b·n` is weighted so that each size counts by its share and not by its milliseconds; `c·n^k` is
a straight line in logarithms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Point(NamedTuple):
    """So many listings, and what they took."""

    listings: float
    took: float


@dataclass(frozen=True, slots=True)
class Line:
    """`at_none + each·n`; `residual` is the root mean square of the relative errors."""

    at_none: float
    each: float
    residual: float

    def at(self, listings: float) -> float:
        return self.at_none + self.each * listings


@dataclass(frozen=True, slots=True)
class Power:
    """`factor·n^exponent`; `residual` is the root mean square of the relative errors."""

    factor: float
    exponent: float
    residual: float

    def at(self, listings: float) -> float:
        return float(self.factor * listings**self.exponent)


def fitted_line(points: Sequence[Point]) -> Line:
    """The line through points of at least two sizes, each error counted as a share of its value."""
    sizes, took = np.array(points, dtype=float).T
    terms = np.stack([1 / took, sizes / took], axis=1)
    (at_none, each), *_ = np.linalg.lstsq(terms, np.ones(len(took)), rcond=None)
    return Line(float(at_none), float(each), _residual(at_none + each * sizes, took))


def fitted_power(points: Sequence[Point]) -> Power:
    """The power through points of at least two sizes, fitted in logarithms."""
    sizes, took = np.array(points, dtype=float).T
    exponent, logarithm = np.polyfit(np.log(sizes), np.log(took), 1)
    factor = float(np.exp(logarithm))
    return Power(factor, float(exponent), _residual(factor * sizes**exponent, took))


def _residual(told: "np.ndarray[tuple[int], np.dtype[np.float64]]", took: object) -> float:
    return float(np.sqrt(np.mean((told / took - 1) ** 2)))  # type: ignore[operator]
