"""All that was seen in one run, on one clock: seconds from the first request's time."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from benchmarks.load.asking import Outcome
from benchmarks.load.harvesting import Harvest
from benchmarks.load.watching import Look, cores


@dataclass(frozen=True, slots=True)
class Observed:
    """What became of the requests, how the server's processes stood, and what went on beside it.

    `harvesting_since` is when the harvest began that is still under way.
    """

    outcomes: Sequence[Outcome]
    looks: Sequence[Look] = ()
    harvests: Sequence[Harvest] = ()
    written: Sequence[float] = ()
    harvesting_since: float | None = None

    def taken_cores(self, begin_s: float, end_s: float) -> float:
        """Cores that the machine's host gave to others from one second to another; 0 if unknown."""
        looks = [one for one in self.looks if begin_s <= one.at_s < end_s]
        return cores(looks, attrgetter("taken_s"))

    def going_on(self, at_s: float) -> str:
        """What went on beside the server at a moment, in words."""
        said = [self._harvest(at_s)]
        newest = bisect_right(self.written, at_s)
        if newest:
            said.append(f"index written {at_s - self.written[newest - 1]:.1f} s before")
        return ", ".join(filter(None, said))

    def _harvest(self, at_s: float) -> str:
        for number, one in enumerate(self.harvests, 1):
            if one.began_s <= at_s < one.ended_s:
                return f"harvest {number} for {at_s - one.began_s:.1f} s"
        since = self.harvesting_since
        if since is not None and at_s >= since:
            return f"harvest {len(self.harvests) + 1} for {at_s - since:.1f} s"
        ended = [one.ended_s for one in self.harvests if one.ended_s <= at_s]
        return f"no harvest for {at_s - ended[-1]:.1f} s" if ended else ""


def since(began_s: float, seen: Observed) -> Observed:
    """The same with seconds that count from `began_s`; those of outcomes do already."""
    under_way = seen.harvesting_since
    return replace(
        seen,
        looks=[replace(one, at_s=one.at_s - began_s) for one in seen.looks],
        harvests=[
            replace(one, began_s=one.began_s - began_s, ended_s=one.ended_s - began_s)
            for one in seen.harvests
        ],
        written=[one - began_s for one in seen.written],
        harvesting_since=None if under_way is None else under_way - began_s,
    )
