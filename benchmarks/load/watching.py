"""A server's processes, looked at while it works: memory, processor time, writes to the index."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

EVERY_S, BETWEEN_S = 2.0, 0.05
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_IDLE, _TAKEN = slice(3, 5), 7


@dataclass(frozen=True, slots=True)
class Look:
    """At this second of `perf_counter`: megabytes that the server's processes hold of their own
    (RssAnon: mapped files apart), and seconds of processor time: theirs, the machine's, and those
    that the machine's host gave to others while work was waiting here (steal).
    """

    at_s: float
    megabytes: float
    server_s: float
    machine_s: float
    taken_s: float


TAKERS = attrgetter("server_s"), attrgetter("machine_s"), attrgetter("taken_s")
"""Who takes processor time: the server, the whole machine, others on its host."""


class Watching:
    """A thread that looks at a process and those below it, and when an index was written.

    `looks` are what it saw; `written` the seconds of `perf_counter` at which the embedded index in
    `index` was found changed.
    """

    def __init__(self, pid: int, index: Path | None = None) -> None:
        self.looks: list[Look] = []
        self.written: list[float] = []
        self._pid, self._index = pid, index
        self._stamp = 0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        next_s = 0.0
        while not self._over.wait(BETWEEN_S):
            self._look_at_index()
            if perf_counter() >= next_s:
                next_s = perf_counter() + EVERY_S
                self.looks.append(look(self._pid))

    def _look_at_index(self) -> None:
        metas = self._index.glob("g*/meta.json") if self._index else ()
        with suppress(OSError):
            stamp = max((one.stat().st_mtime_ns for one in metas), default=0)
            if stamp != self._stamp:
                self._stamp = stamp
                self.written.append(perf_counter())


def cores(looks: Sequence[Look], taken: Callable[[Look], float]) -> float:
    """Cores that were taken, on average, between the first and the last look; 0 if unknown."""
    if len(looks) < 2:
        return 0.0
    return (taken(looks[-1]) - taken(looks[0])) / (looks[-1].at_s - looks[0].at_s)


def look(pid: int) -> Look:
    """How a process and all below it stand now; one that ends meanwhile counts nothing."""
    found = Look(perf_counter(), 0.0, 0.0, *_machine_s())
    for one in family(pid):
        with suppress(OSError):
            ticks = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]
            taken_s = sum(map(int, ticks)) * _TICK_S
            megabytes = found.megabytes + _own_mb(one)
            found = replace(found, megabytes=megabytes, server_s=found.server_s + taken_s)
    return found


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def _own_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next((one for one in lines if one.startswith("RssAnon:")), "RssAnon: 0")
    return int(line.split()[1]) / 1024


def _machine_s() -> tuple[float, float]:
    """Processor time of the whole machine that was at work here, and that was given to others."""
    ticks = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(ticks[:_TAKEN]) - sum(ticks[_IDLE])) * _TICK_S, ticks[_TAKEN] * _TICK_S
