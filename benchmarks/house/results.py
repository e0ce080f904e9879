"""What was measured, kept as JSON: one row for each question, side and size, of its newest run."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.reporting import circumstances

RESULTS = Path(__file__).resolve().parents[1] / "results" / "house.json"
ALIKE = ("machine", "python", "versions", "engines", "postgresql")
MILLISECONDS, PER_SECOND, MEGABYTES_PER_SECOND = "ms", "listings/s", "MB/s"


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: `kind` of question or work, `side` that did it, how often, how long.

    `run` is the moment at which the run began that measured it; only rows of one run may be
    divided by one another, and medians of two sizes where their runs are alike. `load` is what the
    machine had to do in the last minute before it, in processes, our own included. `degraded`
    answers came from the database, as the search engine took too long; their times are counted.
    """

    kind: str
    side: str
    listings: int
    unit: str
    times: int
    median: float
    p10: float
    p90: float
    p99: float
    run: str
    load: float
    degraded: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """Rows, and of each run the machine, the versions and how it was asked."""

    rows: tuple[Row, ...] = ()
    runs: dict[str, dict[str, Any]] | None = None

    def of(self, kind: str, side: str, listings: int) -> Row | None:
        """The row of these three, if it was measured."""
        wanted = (kind, side, listings)
        return next((r for r in self.rows if (r.kind, r.side, r.listings) == wanted), None)

    def sizes(self, kind: str, side: str) -> list[Row]:
        """What one side took for one kind, by the number of listings."""
        found = [row for row in self.rows if (row.kind, row.side) == (kind, side)]
        return sorted(found, key=lambda row: row.listings)

    def largest(self, kind: str, side: str, least: int) -> int | None:
        """The largest number of listings, `least` or more, of which one side was measured."""
        found = [row.listings for row in self.sizes(kind, side) if row.listings >= least]
        return found[-1] if found else None

    def are_alike(self, runs: Iterable[str]) -> bool:
        """Whether runs were of one machine and the same versions, set in the same way."""
        about = [(self.runs or {}).get(at) for at in runs]
        told = [[one.get(name) for name in ALIKE] if one else [object()] for one in about]
        return all(one == told[0] for one in told)


class Run:
    """Collects the rows of one run, and keeps them in a file, if it has one."""

    def __init__(self, about: dict[str, Any], path: Path | None = None) -> None:
        self.about = {**circumstances(), **about}
        self.at = str(self.about.pop("at"))
        self.rows: list[Row] = []
        self._path = path

    def keep(self) -> None:
        """Write what was measured up to now into its file, so that what comes loses nothing."""
        if self._path:
            write(self.onto(read(self._path)), self._path)

    def add(
        self,
        kind: str,
        side: str,
        listings: int,
        taken: Sequence[float],
        unit: str = MILLISECONDS,
        degraded: int = 0,
    ) -> None:
        """Add what was taken, at least once."""
        shares = quantiles(taken, n=100, method="inclusive") if len(taken) > 1 else [*taken] * 99
        p10, p90, p99 = (round(shares[at], 3) for at in (9, 89, 98))
        middle, load = round(median(taken), 3), round(os.getloadavg()[0], 1)
        spread = (len(taken), middle, p10, p90, p99)
        self.rows.append(Row(kind, side, listings, unit, *spread, self.at, load, degraded))

    def onto(self, before: Results) -> Results:
        """The results with these rows in the place of older ones; runs without rows are dropped."""
        new = {(row.kind, row.side, row.listings): row for row in self.rows}
        kept = {(row.kind, row.side, row.listings): row for row in before.rows} | new
        rows = tuple(sorted(kept.values(), key=lambda r: (r.listings, r.kind, r.side)))
        runs = {**(before.runs or {}), self.at: self.about}
        used = {row.run for row in rows}
        return Results(rows, {at: said for at, said in sorted(runs.items()) if at in used})


def read(path: Path = RESULTS) -> Results:
    """What was measured up to now; nothing where there is no such file."""
    if not path.exists():
        return Results()
    said = json.loads(path.read_text("utf-8"))
    return Results(tuple(Row(**row) for row in said["rows"]), said["runs"])


def write(results: Results, path: Path = RESULTS) -> None:
    """Keep the results, a row a line, so that a change of one can be seen."""
    rows = ",\n".join(f"    {json.dumps(asdict(row))}" for row in results.rows)
    runs = json.dumps(results.runs, indent=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(f'{{\n  "runs": {runs},\n  "rows": [\n{rows}\n  ]\n}}\n', "utf-8")
    new.replace(path)
