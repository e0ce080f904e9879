"""A run as it goes: steady load until enough of it counts, then a crowd, then steady load again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from benchmarks.load.planned import Load

STEADY, CROWD, AFTER = "steady", "crowd", "after"
CROWDED, AFTER_S = 10, 30.0
LONG_S, SHORT_S, LONG_RUN_S = 60.0, 15.0, 300.0
MOST_TAKEN = 0.2
"""Of four cores, on average over a piece: what the host of the machine may give to others while
work was waiting here, if the piece is to count as one of a machine of four cores."""
MOST_CROWDS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Requests of one rate, from one second of the run to another."""

    kind: str
    begin_s: float
    end_s: float
    counts: bool = True

    def has(self, at_s: float) -> bool:
        return self.begin_s <= at_s < self.end_s


@dataclass(frozen=True, slots=True)
class Ran:
    """The pieces of a run that is over, in their order; a crowd and what came after are its end."""

    pieces: Sequence[Piece]

    @property
    def steady(self) -> list[Piece]:
        """The steady load before any crowd."""
        return list(takewhile(lambda one: one.kind == STEADY, self.pieces))

    @property
    def counted(self) -> list[Piece]:
        """Of that, what counts."""
        return [one for one in self.steady if one.counts]

    @property
    def counted_s(self) -> float:
        """How long that lasted."""
        return _lasted(self.counted)

    @property
    def steady_s(self) -> float:
        """When the steady load before any crowd ended."""
        return self.steady[-1].end_s

    @property
    def crowd(self) -> Piece:
        """The last crowd."""
        return self.pieces[-2]

    @property
    def after(self) -> Piece:
        """What came after it."""
        return self.pieces[-1]


class Course:
    """Decides at the end of each piece what comes next.

    `taken` says how many cores the host gave to others from one second of the run to another.
    """

    def __init__(self, load: Load, taken: Callable[[float, float], float]) -> None:
        self._load, self._taken = load, taken
        self._judges = load.at_most is not None
        self._begun: list[Piece] = []
        self._over: list[Piece] = []

    @property
    def over(self) -> Sequence[Piece]:
        """The pieces that are over."""
        return tuple(self._over)

    def stretches(self) -> Iterator[tuple[float, float]]:
        """(seconds, requests a second) of each piece; to ask for the next ends the one before."""
        yield from self._steady()
        for _ in range(MOST_CROWDS if self._judges else 1):
            yield self._begin(CROWD, self._load.spike_s, CROWDED * self._load.rate)
            crowd = self._end()
            yield self._begin(AFTER, AFTER_S, self._load.rate)
            if self._end().counts and crowd.counts:
                return

    def _steady(self) -> Iterator[tuple[float, float]]:
        wanted_s = self._load.minutes * 60
        most_s = max(wanted_s, (self._load.at_most or 0.0) * 60)
        each_s = LONG_S if wanted_s >= LONG_RUN_S else SHORT_S
        while (left_s := wanted_s - _lasted(one for one in self._over if one.counts)) > 0:
            left_s = min(each_s, left_s, most_s - _lasted(self._over))
            if left_s <= 0:
                return
            yield self._begin(STEADY, left_s, self._load.rate)
            self._end()

    def _begin(self, kind: str, lasts_s: float, rate: float) -> tuple[float, float]:
        begin_s = self._over[-1].end_s if self._over else 0.0
        self._begun.append(Piece(kind, begin_s, begin_s + lasts_s))
        return lasts_s, rate

    def _end(self) -> Piece:
        begun = self._begun.pop()
        counts = not self._judges or self._taken(begun.begin_s, begun.end_s) <= MOST_TAKEN
        self._over.append(Piece(begun.kind, begun.begin_s, begun.end_s, counts))
        return self._over[-1]


def _lasted(pieces: Iterable[Piece]) -> float:
    return sum(one.end_s - one.begin_s for one in pieces)
