"""What this process has read of listings, in columns, so that hundreds are ranked at once."""

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from places.geometry import distances_m
from search.meilisearch.columns import Column, Numbers, Ragged, folded
from search.meilisearch.facts import Fact
from search.parts import PARTS
from search.values import SETS

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint64]
_PARTS_BITS = 2
_LAST_64 = 2**64 - 1


class Table:
    """Listings by their fingers; a finger stands for what a listing said when it was written.

    So nothing in it is ever out of date: a listing that has changed has another finger.
    """

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.fingers: list[str] = []
        self._ids = Column(np.uint64, 2)
        self._points = Ragged(np.float64, 2)
        self._tokens = Ragged(np.uint32)
        self._sets = Column(np.int32, len(SETS))
        self._stems: dict[str, int] = {"": 0}
        self._numbers: dict[tuple[str, Any], int] = {}
        self._values: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SETS}
        self._adding = Lock()

    def add(self, found: Iterable[tuple[str, Fact]]) -> None:
        """Keeps listings by their fingers."""
        with self._adding:
            for finger, fact in found:
                if finger not in self.rows:
                    self._add(finger, fact)

    def _add(self, finger: str, fact: Fact) -> None:
        whole = UUID(fact.id).int
        self._ids.extend((whole >> 64, whole & _LAST_64), 1)
        self._points.add(fact.points, len(fact.points))
        tokens = [0]
        for number, part in enumerate(PARTS):
            stems = map(self._stem, getattr(fact, part).split())
            tokens += [stemmed << _PARTS_BITS | number for stemmed in stems]
        self._tokens.add(tokens, len(tokens))
        self._sets.extend([self._number(name, getattr(fact, name)) for name in SETS], 1)
        self.fingers.append(finger)
        self.rows[finger] = len(self.fingers) - 1

    def _stem(self, stemmed: str) -> int:
        return self._stems.setdefault(stemmed, len(self._stems))

    def _number(self, name: str, said: Sequence[Any]) -> int:
        values = tuple(tuple(one) if isinstance(one, list) else one for one in said)
        number = self._numbers.get((name, values))
        if number is None:
            self._values[name].append(values)
            number = self._numbers[name, values] = len(self._values[name]) - 1
        return number

    def id_of(self, row: int) -> str:
        """A listing's id."""
        high, low = self._ids.values[row].tolist()
        return str(UUID(int=high << 64 | low))

    def in_order(self, rows: Numbers, *by: npt.NDArray[Any]) -> Numbers:
        """Places in `rows` from the least to the largest, the first of `by` first, then by id."""
        high, low = self._ids.values[rows].T
        places: Numbers = np.lexsort((low, high, *reversed(by)))
        return places

    def nearest_m(self, lat: float, lon: float, rows: Numbers) -> Floats:
        """Metres from a point to the nearest place of each; infinite where it has none."""
        points, lengths = self._points.read(rows)
        distances = distances_m(lat, lon, points[:, 0], points[:, 1])
        found: Floats = folded(np.minimum, distances, lengths, np.inf)
        return found

    def sets(self, name: str, rows: Numbers) -> Numbers:
        """The numbers of what listings say of one of SETS."""
        numbers: Numbers = self._sets.values[rows, SETS.index(name)].astype(np.int64)
        return numbers

    def said(self, name: str, number: int) -> tuple[Any, ...]:
        """What the number of a set stands for."""
        return self._values[name][number]

    def standing(self, stems: Sequence[str], rows: Numbers) -> list[Bits]:
        """Which of at most 64 stems stand in each part of each listing: a bit for each stem."""
        bits = np.zeros(len(self._stems), np.uint64)
        for at, stemmed in enumerate(stems):
            if stemmed in self._stems:
                bits[self._stems[stemmed]] |= np.uint64(1 << at)
        tokens, lengths = self._tokens.read(rows)
        found, parts = bits[tokens >> _PARTS_BITS], tokens & 3
        return [
            folded(np.bitwise_or, np.where(parts == at, found, 0), lengths, 0)
            for at in range(len(PARTS))
        ]

    def sample(self, size: int) -> Numbers:
        """Some of all listings, evenly spread over those that were read."""
        return np.linspace(0, len(self.fingers) - 1, min(size, len(self.fingers))).astype(np.int64)
