"""Columns of numbers that grow at their end, and the reading of some of their rows at once."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
_FIRST = 1_024
_FEW = 100


class Column:
    """An array that grows; one thread adds, any may read what was added before they looked."""

    def __init__(self, kind: type[np.generic], width: int = 0) -> None:
        self._kept = np.empty((_FIRST, width) if width else _FIRST, kind)
        self.size = 0

    def extend(self, values: Any, count: int) -> None:
        """Adds `count` values at the end."""
        end = self.size + count
        if end > len(self._kept):
            larger = np.empty((max(end, 2 * len(self._kept)), *self._kept.shape[1:]), self._dtype)
            larger[: self.size] = self._kept[: self.size]
            self._kept = larger
        self._kept[self.size : end] = values
        self.size = end

    def cut(self, size: int) -> None:
        """Takes back what was added after the first `size` values."""
        self.size = min(self.size, size)

    @property
    def _dtype(self) -> Any:
        return self._kept.dtype

    @property
    def values(self) -> npt.NDArray[Any]:
        """All that was added, and perhaps more that is not to be looked at."""
        return self._kept


class Ragged:
    """Rows of different lengths, one after the other in one column."""

    def __init__(self, kind: type[np.generic], width: int = 0) -> None:
        self._flat, self._starts = Column(kind, width), Column(np.int64)
        self._starts.extend(0, 1)

    def add(self, values: Any, lengths: Any) -> None:
        """Adds rows: the values of all, one row after the other, and how many each has."""
        ends = self._flat.size + np.cumsum(lengths, dtype=np.int64)
        if len(values):
            self._flat.extend(values, len(values))
        self._starts.extend(ends, len(ends))

    def cut(self, size: int) -> None:
        """Takes back what was added after the first `size` rows."""
        self._starts.cut(size + 1)
        self._flat.cut(int(self._starts.values[size]))

    def read(self, rows: Numbers) -> tuple[npt.NDArray[Any], Numbers]:
        """The values of some rows, one row after the other, and how many each has."""
        begins = self._starts.values[rows]
        ends = self._starts.values[rows + 1]
        lengths = ends - begins
        if 0 < len(rows) <= _FEW:
            told = zip(begins.tolist(), ends.tolist(), strict=True)
            return np.concatenate([self._flat.values[at:end] for at, end in told]), lengths
        before = np.cumsum(lengths) - lengths
        at = np.arange(int(lengths.sum())) + np.repeat(begins - before, lengths)
        return self._flat.values[at], lengths


def folded(ufunc: np.ufunc, values: npt.NDArray[Any], lengths: Numbers, empty: Any) -> Any:
    """One value for each row of some that were read: all of its own taken together."""
    found = np.full(len(lengths), empty, values.dtype)
    some = lengths > 0
    if len(values):
        found[some] = ufunc.reduceat(values, (np.cumsum(lengths) - lengths)[some])
    return found
