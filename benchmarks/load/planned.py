"""What is to come, for how long, and what serves it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """How much comes and for how long, and what serves it.

    With `at_most` minutes of steady load, only those count in which the machine had its cores, and
    it goes on until `minutes` of them were had; without, all count.
    """

    minutes: float = 10.0
    rate: float = 100.0
    spike_s: float = 10.0
    workers: int = 2
    listings: int = 20_000
    stack: str = "laptop"
    at_most: float | None = None
