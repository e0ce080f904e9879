"""Curves through what was measured at several sizes, and what follows from them far beyond.

python -m benchmarks.fitting writes the tables of docs/scale.md from benchmarks/results/house.json.

Both curves of `benchmarks.curves` are fitted to the medians of each kind and side. Each has two
parameters, so two sizes leave nothing over by which to judge them: only kinds that were measured
at three sizes or more are told. The ends of the span between both are what is told of sizes that
were not measured, but not of searches beyond as many listings as a process holds: the engine
answers there, on another path. A curve that falls says that nothing grows.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.curves import Line, Point, Power, fitted_line, fitted_power
from benchmarks.house.asked import KINDS
from benchmarks.house.harvests import CHANGED, FIRST, LOAD, OTHER_BYTES, SAME_BYTES
from benchmarks.house.measuring import EXPORT, PAGE
from benchmarks.house.results import PER_SECOND, RESULTS, Results, Row, read
from benchmarks.house.sides import LAPTOP, PRODUCTION
from benchmarks.house.tables import table
from benchmarks.house.updates import INDEXED, UPDATE
from benchmarks.simulation import simulated

SCALE = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
BEGIN, END = "<!-- fitted: begin -->", "<!-- fitted: end -->"
FAR = 10_000_000
RATES, CORES = (100.0, 1_000.0), (4, 8, 16, 32, 64)
WORKS = (UPDATE, INDEXED, PAGE, EXPORT, FIRST, SAME_BYTES, OTHER_BYTES, LOAD, CHANGED)
LEAST_SIZES = 3
LEVEL = "does not grow"
BY_WHAT_IS_HELD = (*KINDS, UPDATE)
"""What a process answers from the listings that it holds, up to HELD; the engine does beyond."""


def points_of(rows: Sequence[Row]) -> list[Point]:
    """Milliseconds of a question; of work told by its speed, the seconds that all of it takes."""
    return [
        Point(row.listings, row.listings / row.median if row.unit == PER_SECOND else row.median)
        for row in rows
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, simulate, and write the page anew."""
    parser = argparse.ArgumentParser(prog="benchmarks.fitting", description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, default=SCALE)
    asked = parser.parse_args(arguments)
    text = asked.out.read_text("utf-8")
    head, found, rest = text.partition(BEGIN)
    _, ended, tail = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"{asked.out} lacks the lines {BEGIN} and {END}; nothing was written")
    told = "\n\n".join(_told(read(asked.results)))
    asked.out.write_text(f"{head}{BEGIN}\n\n{told}\n\n{END}{tail}", "utf-8")
    return 0


def _told(results: Results) -> Iterator[str]:
    yield f"### Curves, and {FAR:,} listings"
    yield table(
        ("What", "By", "Sizes", "a + b·n per 1,000", "Residual", "c·n^k: k", "Residual",
         f"At {FAR:,}"),
        [_curve(rows) for rows in _measured(results)],
    )  # fmt: skip
    yield "### Requests a second, simulated"
    yield table(
        ("Stack", "Listings", "Requests/s", *(f"{cores} cores" for cores in CORES)),
        [row for side in (LAPTOP, PRODUCTION) for row in _queues(results, side)],
    )


def _measured(results: Results) -> Iterator[list[Row]]:
    """Rows of one kind and side, where there are enough sizes."""
    sides = sorted({(row.kind, row.side) for row in results.rows})
    for kind in (*KINDS, *WORKS):
        ours = [side for of, side in sides if of == kind and _is_ours(kind, side)]
        for side in ours:
            rows = results.sizes(kind, side)
            if len(rows) >= LEAST_SIZES:
                yield rows


def _is_ours(kind: str, side: str) -> bool:
    return kind not in (*KINDS, UPDATE, INDEXED, PAGE, EXPORT) or side in (LAPTOP, PRODUCTION)


def _curve(rows: Sequence[Row]) -> tuple[str, ...]:
    points = points_of(rows)
    line, power = fitted_line(points), fitted_power(points)
    unit = "s" if rows[0].unit == PER_SECOND else "ms"
    each = f"{_number(line.at_none)} + {_number(line.each * 1000)} {unit}"
    return (
        rows[0].kind,
        rows[0].side,
        ", ".join(f"{row.listings:,}" for row in rows),
        each if line.each > 0 else LEVEL,
        f"{line.residual:.0%}",
        f"{power.exponent:.2f}" if power.exponent > 0 else LEVEL,
        f"{power.residual:.0%}",
        _far(rows[0].kind, points, line, power, unit),
    )


def _far(kind: str, points: Sequence[Point], line: Line, power: Power, unit: str) -> str:
    """The span between both curves at FAR; one that falls stays where it was measured last."""
    if kind in BY_WHAT_IS_HELD:
        return "not told"
    if line.each <= 0 and power.exponent <= 0:
        return LEVEL
    last = points[-1].took
    ends = (
        line.at(FAR) if line.each > 0 else last,
        power.at(FAR) if power.exponent > 0 else last,
    )
    return f"{_number(min(ends))} – {_number(max(ends))} {unit}"


def _queues(results: Results, side: str) -> Iterator[tuple[str, ...]]:
    """How long requests take on so many cores, at the largest size measured."""
    kinds = [results.sizes(kind, side) for kind in KINDS]
    largest = [rows[-1] for rows in kinds if len(rows) >= LEAST_SIZES]
    if not largest:
        return
    for rate in RATES:
        cells = (simulated(largest, rate, cores) for cores in CORES)
        yield (side, f"{largest[0].listings:,}", f"{rate:,.0f}", *(one.told() for one in cells))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    raise SystemExit(main())
