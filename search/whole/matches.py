"""What answers the words of one way of looking in one segment, once it was looked for."""

from collections.abc import Sequence

import numpy as np

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.around import Around
from search.whole.arrays import Codes, Entries, Small

_POINTS = 5
"""So many bytes are kept of the points of a listing once somebody asks around a place: four of
each, and few have several."""


class Matches:
    """Listings by their numbers among these, in the order of `places`.

    Those of one class are worth the same: `of` is the class of each, and of the classes `counts`
    tells how many listings each has, `codes` what it says of each word, and `meant` what its kinds
    and needs are worth by each meaning. `bytes` is how much room all takes, with their points. Safe
    to read from threads.
    """

    def __init__(
        self,
        places: Entries,
        of: Small,
        counts: Numbers,
        codes: Sequence[Codes],
        meant: Sequence[Floats],
    ) -> None:
        self.places, self.of, self.counts = places, of, counts
        self.codes, self.meant = codes, meant
        self._points: Entries | None = None
        self.bytes = places.nbytes + of.nbytes + counts.nbytes + _POINTS * len(places)
        self.bytes += sum(one.nbytes for one in codes) + sum(one.nbytes for one in meant)

    def numbers(self, places: Numbers) -> Numbers:
        """The numbers of listings that are among them, by their places."""
        return self.places.searchsorted(places.astype(np.uint32))

    def points(self, around: Around, size: int) -> Entries:
        """Where their points stand among those of all `size` listings; kept."""
        if self._points is None:
            self._points = around.among(self.places, size)
        return self._points
