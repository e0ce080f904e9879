"""Promises as they are told: how many of each group are kept, then every one with its run."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.house.judging import Promise
from benchmarks.house.tables import table

SHOWN = {True: "yes", False: "**no**", None: "not measured"}
EACH = ("What", "Measured", "Promised", "Kept", "Run")


def promised(each: Sequence[Promise]) -> Iterator[str]:
    """A table of groups, and one of every promise."""
    groups = dict.fromkeys(one.group for one in each)
    rows = [_group(name, [one for one in each if one.group == name]) for name in groups]
    yield table(("Promise", "Promised", "Kept", "Broken", "Not measured", "Runs"), rows)
    yield "Each of them:"
    yield table(EACH, [_one(promise) for promise in each])


def _group(name: str, ones: Sequence[Promise]) -> tuple[str, ...]:
    counts = [sum(one.kept is kept for one in ones) for kept in (True, False, None)]
    limits = "; ".join(dict.fromkeys(one.promised for one in ones))
    kept, broken, unknown = (str(count) if count else "–" for count in counts)
    broken = broken if broken == "–" else f"**{broken}**"
    return (name, limits, kept, broken, unknown, _runs(run for one in ones for run in one.runs))


def _one(promise: Promise) -> tuple[str, ...]:
    kept = SHOWN[promise.kept]
    return (promise.what, promise.measured, promise.promised, kept, _runs(promise.runs))


def _runs(runs: Iterable[str]) -> str:
    """Their moments, to the minute."""
    told = sorted({run[:16].replace("T", " ") for run in runs})
    return ", ".join(told) or "–"
