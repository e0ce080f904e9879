"""What is promised and what was measured of it, judged within one run, or of two that are alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.house.results import Results, Row

NOT_MEASURED = "not measured"
Judge = Callable[..., tuple[str, bool]]
"""Of the rows that a promise needs: what is told of them, and whether it is kept."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of a group, what was measured of it in which runs, and whether it is kept.

    `kept` is None where nothing was measured that could say so.
    """

    group: str
    what: str
    promised: str
    measured: str = NOT_MEASURED
    kept: bool | None = None
    runs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Promises of one limit; `across` is of those that compare sizes, which may be of two runs."""

    name: str
    promised: str
    judge: Judge
    across: bool = False

    def judged(self, results: Results, what: str, rows: Sequence[Row | None]) -> Promise:
        """The promise as it is told of these rows."""
        found = [row for row in rows if row]
        runs = tuple(sorted({row.run for row in found}))
        alike = len(runs) == 1 or (self.across and results.are_alike(runs))
        if len(found) < len(rows) or not alike:
            return Promise(self.name, what, self.promised)
        told, kept = self.judge(*found)
        more = ", of two runs" if len(runs) > 1 else ""
        return Promise(self.name, what, self.promised, told + more, kept, runs)


def at_most(row: Row, most_ms: float) -> tuple[str, bool]:
    """A median in milliseconds."""
    return f"{row.median:,.0f} ms", row.median <= most_ms


def at_least(row: Row, least: float) -> tuple[str, bool]:
    """A speed in listings a second."""
    return f"{row.median:,.0f} listings/s", row.median >= least


def grown(small: Row, large: Row, most: float) -> tuple[str, bool]:
    """By how much a median grew between two sizes."""
    ratio = large.median / small.median
    return f"{ratio:.2f} ×", ratio <= most
