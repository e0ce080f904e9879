"""What this process has read of listings, in columns, so that hundreds are ranked at once."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from places.geometry import distances_m
from search.facts.columns import Column, Numbers, Ragged, folded
from search.facts.fact import PART_OF, WORDED, Fact
from search.facts.forming import halves, one_after_the_other, words_of
from search.facts.marks import Marks, limit_kept
from search.facts.sets import Sets
from search.facts.spoken import Spoken
from search.limits import LIMITS
from search.parts import PARTS
from search.values import SETS

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint64]
Tokens = npt.NDArray[np.uint32]
Told = tuple[list[str], ...]
BITS_OF_WHERE, WHERE = 3, 7
_TOGETHER = 30
"""So many are formed together: less than a millisecond, since other threads wait meanwhile."""
_said = attrgetter(*SETS)
_PART_OF = np.array(PART_OF)
_DIGITS = 32


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
        self._marks = Ragged(np.uint32)
        self._limits = Column(np.int32, len(LIMITS))
        self._sets = Column(np.int32, len(SETS))
        self.words, self.values, self.marks = Spoken(), Sets(), Marks()
        self._adding = Lock()

    def add(self, found: Iterable[tuple[str, Fact]]) -> None:
        """Keeps listings by their fingers; raises ValueError where an id is none.

        Whatever is raised, what is kept stays as it was told.
        """
        with self._adding:
            new = {finger: fact for finger, fact in found if finger not in self.rows}
            fingers, facts = list(new), list(new.values())
            for at in range(0, len(new), _TOGETHER):
                self._add_all(fingers[at : at + _TOGETHER], facts[at : at + _TOGETHER])

    def _add_all(self, fingers: Sequence[str], facts: Sequence[Fact]) -> None:
        """All of some, or none of them."""
        first = len(self.fingers)
        try:
            self._add(fingers, facts)
        except BaseException:
            self._cut(first, fingers)
            raise

    def _cut(self, first: int, fingers: Sequence[str]) -> None:
        for finger in fingers:
            self.rows.pop(finger, None)
        del self.fingers[first:]
        for column in (self._ids, self._limits, self._sets):
            column.cut(first)
        for rows in (self._points, self._tokens, self._marks):
            rows.cut(first)

    def _add(self, fingers: Sequence[str], facts: Sequence[Fact]) -> None:
        count, first = len(facts), len(self.fingers)
        marks = [self.marks.of(fact) for fact in facts]
        numbers = [(*map(self.values.number, SETS, _said(fact)),) for fact in facts]
        words, where, lengths = words_of(self.words, facts)
        self._tokens.add(words << BITS_OF_WHERE | where, lengths)
        self._points.add(*one_after_the_other([fact.points for fact in facts]))
        self._marks.add(*one_after_the_other(marks))
        self._sets.extend(numbers, count)
        self._limits.extend([[*map(limit_kept, fact.limits)] for fact in facts], count)
        self._ids.extend(halves([fact.id for fact in facts]), count)
        self.fingers += fingers
        self.rows.update(zip(fingers, range(first, first + count), strict=True))

    def id_of(self, row: int) -> str:
        """A listing's id."""
        high, low = self._ids.values[row].tolist()
        first, last = f"{high:016x}", f"{low:016x}"
        return f"{first[:8]}-{first[8:12]}-{first[12:]}-{last[:4]}-{last[4:]}"

    def ids_of(self, rows: Numbers) -> list[str]:
        """The ids of several."""
        told = self._ids.values[rows].astype(">u8").tobytes().hex()
        each = (told[at : at + _DIGITS] for at in range(0, len(told), _DIGITS))
        return [f"{i[:8]}-{i[8:12]}-{i[12:16]}-{i[16:20]}-{i[20:]}" for i in each]

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

    def ids(self, rows: Numbers) -> Bits:
        """The ids of listings as halves, the high one first: a row for each."""
        found: Bits = self._ids.values[rows]
        return found

    def limits(self, rows: Numbers) -> npt.NDArray[np.int32]:
        """Of each listing its numbers of LIMITS; see `marks.limit_kept`."""
        found: npt.NDArray[np.int32] = self._limits.values[rows]
        return found

    def points(self, rows: Numbers) -> tuple[Floats, Numbers]:
        """The places of listings, (lat, lon), one listing after the other, and how many."""
        return self._points.read(rows)

    def tokens(self, rows: Numbers) -> tuple[Tokens, Numbers]:
        """Words as they stand: the number of each << 3 and where, a place in WORDED."""
        return self._tokens.read(rows)

    def marked(self, rows: Numbers) -> tuple[Tokens, Numbers]:
        """The numbers of the marks of listings, and how many each has."""
        return self._marks.read(rows)

    def standing(self, stems: Sequence[str], rows: Numbers) -> list[Bits]:
        """Which of at most 64 stems stand in each part of each listing: a bit for each stem."""
        numbers = [self.words.of_stem(stemmed) for stemmed in stems]
        bits = np.zeros(len(self.words), np.uint64)
        for at, some in enumerate(numbers):
            bits[some] |= np.uint64(1 << at)
        tokens, lengths = self._tokens.read(rows)
        found = bits[tokens >> BITS_OF_WHERE]
        there = np.flatnonzero(found)
        row = np.searchsorted(np.cumsum(lengths), there, side="right")
        part = _PART_OF[tokens[there] & WHERE]
        standing = np.zeros((len(PARTS), len(rows)), np.uint64)
        np.bitwise_or.at(standing, (part, row), found[there])
        return list(standing)

    def heard(self, rows: Numbers, numbers: list[int]) -> list[bytes]:
        """Those of some words, by their numbers, that each listing says, and where: see `told`."""
        wanted = np.zeros(len(self.words), bool)
        wanted[numbers] = True
        tokens, lengths = self._tokens.read(rows)
        some = wanted[tokens >> BITS_OF_WHERE]
        ends = np.cumsum(some)[np.cumsum(lengths) - 1].tolist()
        heard, width = tokens[some].tobytes(), tokens.itemsize
        return [
            heard[begin * width : end * width] for begin, end in zip([0, *ends], ends, strict=False)
        ]

    def told(self, heard: bytes) -> Told:
        """The words that were heard of a listing, in each of WORDED."""
        found: Told = tuple([] for _ in WORDED)
        for token in np.frombuffer(heard, np.uint32).tolist():
            found[token & WHERE].append(self.words.words[token >> BITS_OF_WHERE])
        return found

    def begun(self, rows: Numbers, letters: tuple[str, ...]) -> Numbers:
        """The numbers of those words of listings that begin in one of some ways."""
        tokens, _ = self._tokens.read(rows)
        said = np.unique(tokens >> BITS_OF_WHERE)
        begins = [self.words.words[number].startswith(letters) for number in said.tolist()]
        return said[begins].astype(np.int64)

    def share(self, stemmed: str) -> float:
        """How many of all listings have a stem, roughly: those that have it twice count twice."""
        return self.words.times(stemmed) / max(len(self.fingers), 1)

    def sample(self, size: int) -> Numbers:
        """Some of all listings, evenly spread over those that were read."""
        return np.linspace(0, len(self.fingers) - 1, min(size, len(self.fingers))).astype(np.int64)
