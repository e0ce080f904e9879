"""What several reasons are worth together, in many listings at once."""

from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.table import Floats
from search.worths import ALSO

Worth = npt.NDArray[Any]


class Worths:
    """Reasons of many listings: the best of each and little of its others."""

    def __init__(self, count: int) -> None:
        self._best, self._sum = np.zeros(count), np.zeros(count)

    def add(self, worth: Worth) -> None:
        """One more reason of each."""
        np.maximum(self._best, worth, out=self._best)
        self._sum += worth

    def taken(self) -> Floats:
        """What all reasons are worth."""
        found: Floats = self._best + ALSO * (self._sum - self._best)
        return found
