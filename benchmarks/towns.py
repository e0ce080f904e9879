"""Where made-up listings lie: in real towns, the larger the town, the more of them."""

from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from places.towns import Town, read_towns

_MOST_TOWNS = 3_000


@dataclass(frozen=True)
class _Country:
    """The largest towns, and how likely each is."""

    towns: tuple[Town, ...]
    weights: tuple[float, ...]

    @cached_property
    def cumulative(self) -> list[float]:
        total, sums = 0.0, []
        for weight in self.weights:
            total += weight
            sums.append(total)
        return sums


@cache
def _country() -> _Country:
    towns = sorted(read_towns(), key=lambda town: (-town.population, town.name))[:_MOST_TOWNS]
    return _Country(tuple(towns), tuple(max(town.population, 500) ** 0.9 for town in towns))


def towns_by_weight(random: Random) -> Town:
    """A town, the larger the likelier."""
    country = _country()
    return random.choices(country.towns, cum_weights=country.cumulative)[0]
