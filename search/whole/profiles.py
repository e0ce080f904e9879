"""What listings say of each of SETS, as numbers of `search.facts.sets`."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.values import SETS
from search.whole.arrays import Small

_MOST = 1_000


class Profiles:
    """By places of a segment; safe to read from threads, never changed.

    Listings that say the same of each of `told`, the first of SETS, have one profile, as long as
    there are few profiles: so what is counted is counted once for all of these.
    """

    def __init__(self, told: Mapping[str, Numbers]) -> None:
        self._sets = {name: _narrow(told[name]) for name in SETS}
        of, self.count, names = np.zeros(len(told[SETS[0]]), np.int64), 1, list[str]()
        for name in SETS:
            kinds = int(told[name].max(initial=0)) + 1
            several, numbers = np.unique(of * kinds + told[name], return_inverse=True)
            if len(several) > _MOST:
                break
            of, self.count = numbers, len(several)
            names.append(name)
        one = np.zeros(self.count, np.int64)
        one[of] = np.arange(len(of))
        self._of = _narrow(of)
        self._told = {name: told[name][one] for name in names}

    def tell(self, name: str) -> bool:
        """Whether profiles tell of one of SETS."""
        return name in self._told

    def of(self, places: Numbers) -> Small:
        """The profiles of listings: numbers below `count`."""
        return self._of.take(places)

    def beside(self, bits: Small, kinds: int) -> Small:
        """Of every listing its profile and its `bits`, which are below `kinds`, as one number."""
        return _narrow(self._of.astype(np.int64) * kinds + bits)

    def told(self, name: str) -> Numbers:
        """What each profile tells of one of SETS of which profiles tell."""
        return self._told[name]

    def sets(self, name: str, places: Numbers) -> Small:
        """The numbers of what listings say of one of SETS."""
        return self._sets[name].take(places)


def _narrow(numbers: npt.NDArray[Any]) -> Small:
    """The same in as few bytes as hold the greatest."""
    most = int(numbers.max(initial=0))
    return numbers.astype(np.min_scalar_type(most))
