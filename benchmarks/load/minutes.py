"""A line for each piece of a run, written while it goes on: what came, how long it took, memory."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from threading import Event, Thread
from time import perf_counter

from benchmarks.load.observed import Observed
from benchmarks.load.watching import Look

LONG_S, SHORT_S, LONG_RUN_S = 60.0, 15.0, 300.0
_TAKERS = attrgetter("server_s"), attrgetter("machine_s"), attrgetter("taken_s")
HEAD = (
    "   from   requests  median    99th   worst  refused  failed  server  machine  others  memory"
    "  beside it"
)
UNITS = (
    "                         ms      ms      ms                    cores    cores   cores      MB"
)
"""`others`: what the host of the machine gave to others while work was waiting here."""


def piece_s(steady_s: float) -> float:
    """How long the pieces are that a run is told in: minutes, quarters of one in short runs."""
    return LONG_S if steady_s >= LONG_RUN_S else SHORT_S


def share(taken: Sequence[float], of_all: float) -> float:
    """The value below which this share of sorted ones lies; 0 of none."""
    return taken[min(len(taken) - 1, int(len(taken) * of_all))] if taken else 0.0


def line(seen: Observed, begin_s: float, end_s: float) -> str:
    """What was seen from one second to another."""
    some = [one for one in seen.outcomes if begin_s <= one.at_s < end_s]
    taken = sorted(one.took_ms for one in some if one.status == 200)
    refused = sum(one.status in (429, 503) for one in some)
    looks = [one for one in seen.looks if begin_s <= one.at_s < end_s]
    server, machine, others = (_cores(looks, taken) for taken in _TAKERS)
    memory = f"{looks[-1].megabytes:8.0f}" if looks else " " * 8
    times = " ".join(f"{share(taken, of_all):7.1f}" for of_all in (0.5, 0.99, 1.0))
    failed = len(some) - len(taken) - refused
    return (
        f"{_clock(begin_s):>7} {len(some):10,} {times} {refused:8,} {failed:7,}"
        f" {server:7.2f} {machine:8.2f} {others:7.2f}{memory}  {_harvests(seen, begin_s, end_s)}"
    )


def lines(seen: Observed, begins: Sequence[float]) -> list[str]:
    """The whole run under its heading; pieces begin at `begins`, the last of which is its end."""
    return [HEAD, UNITS, *(line(seen, *piece) for piece in pairwise(begins))]


class Telling:
    """A thread that writes each line when its piece is over."""

    def __init__(
        self, look: Callable[[], Observed], begins: Sequence[float], write: Callable[[str], None]
    ) -> None:
        self._look, self._begins, self._write = look, begins, write
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin; the run began now."""
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        began = perf_counter()
        self._write(f"{HEAD}\n{UNITS}")
        for begin_s, end_s in pairwise(self._begins):
            if self._over.wait(max(0.0, began + end_s - perf_counter())):
                return
            self._write(line(self._look(), begin_s, end_s))


def _cores(looks: Sequence[Look], taken: Callable[[Look], float]) -> float:
    """How many cores were at work between the first and the last look."""
    if len(looks) < 2:
        return 0.0
    lasted = looks[-1].at_s - looks[0].at_s
    return (taken(looks[-1]) - taken(looks[0])) / lasted


def _harvests(seen: Observed, begin_s: float, end_s: float) -> str:
    told: Iterable[str] = (
        f"harvest {number} {one.ended_s - one.began_s:.1f} s"
        + (f" FAILED ({one.code})" if one.code else "")
        for number, one in enumerate(seen.harvests, 1)
        if begin_s <= one.ended_s < end_s
    )
    return ", ".join(told)


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"
