"""What is to come, for how long, and what serves it."""

from dataclasses import dataclass
from math import ceil

from benchmarks.load import minutes

SPIKE, AFTER_S = 10, 30.0


@dataclass(frozen=True, slots=True)
class Load:
    """How much comes and for how long, and what serves it."""

    minutes: float = 10.0
    rate: float = 100.0
    spike_s: float = 10.0
    workers: int = 2
    listings: int = 20_000
    stack: str = "laptop"

    @property
    def stretches(self) -> tuple[tuple[float, float], ...]:
        """(seconds, requests a second) of the steady load, the spike and what comes after."""
        steady_s = self.minutes * 60
        return (steady_s, self.rate), (self.spike_s, SPIKE * self.rate), (AFTER_S, self.rate)

    @property
    def pieces(self) -> tuple[float, ...]:
        """When each piece begins that is told of, and when the last ends; seconds."""
        steady_s, spike_ends_s = self.minutes * 60, self.minutes * 60 + self.spike_s
        each_s = minutes.piece_s(steady_s)
        whole = [at * each_s for at in range(ceil(steady_s / each_s))]
        return (*whole, steady_s, spike_ends_s, spike_ends_s + AFTER_S)
