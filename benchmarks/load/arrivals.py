"""When requests come and what they ask: a seeded Poisson process over a mix of doors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.api import address
from benchmarks.house.asked import (
    BEST_NEAR,
    COMMON_NEAR,
    FACETED,
    FILTERS,
    NEAREST,
    PREFIX,
    TEXT,
    TYPO,
    asked,
)
from benchmarks.listings import SEED

SEARCHES = (TEXT, PREFIX, TYPO, BEST_NEAR, NEAREST, FILTERS, FACETED, COMMON_NEAR)
SEARCH, LISTING, PAGE, SUGGEST = "search", "listing", "doors page", "suggest"
SHARES = {SEARCH: 60, LISTING: 20, PAGE: 10, SUGGEST: 10}
LETTERS = ("be", "deb", "foo", "lon", "car", "ber", "wal", "lun", "hou", "ex", "chai", "co")
_OF_EACH = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request, `at_s` seconds after the beginning, whatever became of those before it."""

    at_s: float
    door: str
    path: str


@dataclass(frozen=True, slots=True)
class Mix:
    """What is asked for, of a directory with these listings and this many pages."""

    listing_ids: Sequence[str]
    pages: int

    def paths(self, random: Random) -> Iterator[tuple[str, str]]:
        """Doors and addresses without end, in their shares."""
        questions = [address(query) for kind in SEARCHES for query in asked(kind, _OF_EACH)]
        make = {
            SEARCH: lambda: random.choice(questions),
            LISTING: lambda: f"/v1/listings/{random.choice(self.listing_ids)}",
            PAGE: lambda: f"/oruk/v3/services?per_page=50&page={random.randint(1, self.pages)}",
            SUGGEST: lambda: f"/v1/suggest?letters={random.choice(LETTERS)}",
        }
        while True:
            (door,) = random.choices(list(SHARES), list(SHARES.values()))
            yield door, make[door]()


def arrivals(
    mix: Mix, stretches: Iterable[tuple[float, float]], seed: int = SEED
) -> Iterator[Arrival]:
    """Requests of stretches of (seconds, requests a second), one after the other; the next stretch
    is looked for once the last request of the one before was taken."""
    random, begin_s = Random(f"arrivals:{seed}"), 0.0
    paths = mix.paths(random)
    for lasts_s, rate in stretches:
        at_s = begin_s + random.expovariate(rate)
        while at_s < begin_s + lasts_s:
            yield Arrival(at_s, *next(paths))
            at_s += random.expovariate(rate)
        begin_s += lasts_s
