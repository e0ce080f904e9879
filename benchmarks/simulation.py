"""A queue in front of some cores, simulated: how long requests take when many come.

Requests come at random moments (a Poisson process) and are served in the order in which they came;
each holds one core for its whole time, as if nothing of it were waiting for another program. That
makes the answer worse than a real one for a stack whose engine runs beside, and better in that
caches, locks and memory are not shared. Times of service are drawn from what was measured: from the
10th, 50th, 90th and 99th percentiles, with straight lines between them. Seeded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappush, heapreplace

import numpy as np

from benchmarks.house.results import Row
from benchmarks.listings import SEED

REQUESTS = 60_000
FULL = 1.0
_SHARES = (0.0, 0.1, 0.5, 0.9, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Queue:
    """How busy the cores are, and what requests took in milliseconds, waiting included."""

    busy: float
    median_ms: float
    p99_ms: float

    def told(self) -> str:
        """In a few words; beyond full the queue grows for ever, and no time means anything."""
        if self.busy >= FULL:
            return f"{self.busy:.0%} busy: never done"
        return f"{self.busy:.0%} busy, {self.median_ms:,.0f} ms; {self.p99_ms:,.0f}"


def simulated(rows: Sequence[Row], rate: float, cores: int, seed: int = SEED) -> Queue:
    """Requests of several kinds in equal shares, `rate` a second, on `cores`.

    Of each kind a row says what it took, in milliseconds.
    """
    random = np.random.default_rng(seed)
    services = _services(random, rows)
    arrivals = np.cumsum(random.exponential(1000 / rate, REQUESTS))
    busy = float(np.mean(services)) * rate / 1000 / cores
    took = _waited(arrivals, services, cores)
    return Queue(busy, float(np.median(took)), float(np.quantile(took, 0.99)))


def _services(
    random: np.random.Generator, rows: Sequence[Row]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Times of service in milliseconds, of a random kind each."""
    kinds = random.integers(0, len(rows), REQUESTS)
    shares = random.random(REQUESTS)
    services = np.zeros(REQUESTS)
    for kind, row in enumerate(rows):
        chosen = kinds == kind
        quantiles = (row.p10, row.p10, row.median, row.p90, row.p99, row.p99)
        services[chosen] = np.interp(shares[chosen], _SHARES, quantiles)
    return services


def _waited(
    arrivals: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    services: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    cores: int,
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    free: list[float] = []
    for _ in range(cores):
        heappush(free, 0.0)
    took = np.zeros(len(arrivals))
    for number, (came, needs) in enumerate(zip(arrivals.tolist(), services.tolist(), strict=True)):
        ended = max(came, free[0]) + needs
        heapreplace(free, ended)
        took[number] = ended - came
    return took
