"""A line for each piece of a run, written while it goes on: what came, how long it took, memory."""

from collections.abc import Callable, Iterable, Sequence
from threading import Event, Thread

from benchmarks.load.course import Piece
from benchmarks.load.observed import Observed
from benchmarks.load.watching import TAKERS, cores

LOOKS_EVERY_S = 0.5
HEAD = (
    "   from   requests  median    99th   worst  refused  failed  server  machine  others  memory"
    "  beside it"
)
UNITS = (
    "                         ms      ms      ms                    cores    cores   cores      MB"
)
"""`others`: what the host of the machine gave to others while work was waiting here. Pieces
in which that was too much have a `-` before them, and do not count."""


def share(taken: Sequence[float], of_all: float) -> float:
    """The value below which this share of sorted ones lies; 0 of none."""
    return taken[min(len(taken) - 1, int(len(taken) * of_all))] if taken else 0.0


def line(seen: Observed, piece: Piece) -> str:
    """What was seen in a piece."""
    some = [one for one in seen.outcomes if piece.has(one.at_s)]
    taken = sorted(one.took_ms for one in some if one.status == 200)
    refused = sum(one.status in (429, 503) for one in some)
    looks = [one for one in seen.looks if piece.has(one.at_s)]
    server, machine, others = (cores(looks, taker) for taker in TAKERS)
    memory = f"{looks[-1].megabytes:8.0f}" if looks else " " * 8
    times = " ".join(f"{share(taken, of_all):7.1f}" for of_all in (0.5, 0.99, 1.0))
    failed = len(some) - len(taken) - refused
    return (
        f"{_clock(piece):>7} {len(some):10,} {times} {refused:8,} {failed:7,}"
        f" {server:7.2f} {machine:8.2f} {others:7.2f}{memory}  {_harvests(seen, piece)}"
    )


def lines(seen: Observed, pieces: Iterable[Piece]) -> list[str]:
    """The whole run under its heading."""
    return [HEAD, UNITS, *(line(seen, one) for one in pieces)]


class Telling:
    """A thread that writes each line when its piece is over."""

    def __init__(
        self,
        look: Callable[[], Observed],
        over: Callable[[], Sequence[Piece]],
        write: Callable[[str], None],
    ) -> None:
        self._look, self._pieces, self._write = look, over, write
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin; the run began now."""
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        self._write(f"{HEAD}\n{UNITS}")
        told = 0
        while not self._over.wait(LOOKS_EVERY_S):
            told = self._tell(told)
        self._tell(told)

    def _tell(self, told: int) -> int:
        pieces = self._pieces()
        for piece in pieces[told:]:
            self._write(line(self._look(), piece))
        return len(pieces)


def _harvests(seen: Observed, piece: Piece) -> str:
    told: Iterable[str] = (
        f"harvest {number} {one.ended_s - one.began_s:.1f} s"
        + (f" FAILED ({one.code})" if one.code else "")
        for number, one in enumerate(seen.harvests, 1)
        if piece.has(one.ended_s)
    )
    return ", ".join(told)


def _clock(piece: Piece) -> str:
    begin_s = int(piece.begin_s)
    return f"{'' if piece.counts else '- '}{begin_s // 60}:{begin_s % 60:02}"
