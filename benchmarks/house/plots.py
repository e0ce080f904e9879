"""Plots of what was measured, as SVG that is the same for the same figures."""

from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from benchmarks.house.asked import KINDS
from benchmarks.house.results import Results
from benchmarks.house.sides import LAPTOP, PRODUCTION, SIDES

ACROSS, GROWTH = "questions.svg", "growth.svg"
COLOURS = ("#0b6e4f", "#8fcdb4", "#1f4e9c", "#9dbbe8", "#c46210", "#8a5a9e", "#8c8c8c")
_ALWAYS_ALIKE: Any = {"svg.hashsalt": "fingerpost", "svg.fonttype": "none", "font.size": 9}


def draw(results: Results, folder: Path) -> None:
    """Write the plots into a folder; none where no question was measured."""
    counts = sorted({row.listings for row in results.rows if row.kind in KINDS})
    if not counts:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context(_ALWAYS_ALIKE):
        _save(_across(results, counts), folder / ACROSS)
        _save(_growth(results), folder / GROWTH)


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None})


def _across(results: Results, counts: list[int]) -> Figure:
    """Bars of medians, a panel for each size, with lines from the 10th to the 90th percentile."""
    figure = Figure(figsize=(10, 3.4 * len(counts)), layout="constrained")
    for axes, count in zip(figure.subplots(len(counts), squeeze=False).flat, counts, strict=True):
        for number, (side, colour) in enumerate(zip(SIDES, COLOURS, strict=True)):
            found = [(at, results.of(kind, side, count)) for at, kind in enumerate(KINDS)]
            rows = [(at + (number - 3) * 0.12, row) for at, row in found if row]
            spread = (
                [max(0.0, row.median - row.p10) for _, row in rows],
                [max(0.0, row.p90 - row.median) for _, row in rows],
            )
            axes.bar(
                [at for at, _ in rows], [row.median for _, row in rows], 0.12, yerr=spread,
                color=colour, label=side, error_kw={"elinewidth": 0.6},
            )  # fmt: skip
        axes.set_yscale("log")
        axes.set_ylabel("milliseconds")
        axes.set_title(f"{count:,} listings")
        axes.set_xticks(range(len(KINDS)), [kind.replace(", ", ",\n") for kind in KINDS])
    figure.legend(*figure.axes[0].get_legend_handles_labels(), ncols=4, loc="outside upper center")
    return figure


def _growth(results: Results) -> Figure:
    """Medians and 99th percentiles against the number of listings, a panel for each stack."""
    figure = Figure(figsize=(10, 4), layout="constrained")
    for axes, side in zip(figure.subplots(1, 2, sharey=True), (LAPTOP, PRODUCTION), strict=True):
        for kind in KINDS:
            rows = results.sizes(kind, side)
            counts = [row.listings for row in rows]
            (line,) = axes.plot(counts, [row.median for row in rows], marker="o", label=kind)
            tails = [row.p99 for row in rows]
            axes.plot(counts, tails, ":", color=line.get_color(), linewidth=0.8)
        axes.set(xscale="log", yscale="log", xlabel="listings", title=side)
    figure.axes[0].set_ylabel("milliseconds; dotted: 99th percentile")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), ncols=5, loc="outside upper center")
    return figure
