"""How a benchmark is run and told: what was measured, what was promised, whether it is kept."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.installed import NotInstalled

LISTINGS = 20_000
LIBRARIES = ("fastapi", "pydantic", "sqlalchemy", "tantivy", "uvicorn", "orjson")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement; without a goal it is told for what it is worth."""

    what: str
    measured: float
    unit: str = ""
    goal: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        if self.goal is None:
            return None
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal

    @property
    def told(self) -> str:
        """What was measured, with its unit."""
        return _number(self.measured, self.unit)

    @property
    def wanted(self) -> str:
        """The goal, with its unit; nothing without one."""
        if self.goal is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {_number(self.goal, self.unit)}"


def as_json(benchmark: str, figures: Sequence[Figure], about: Mapping[str, Any]) -> str:
    """One document: the figures with their goals, and where and when they were measured."""
    told = [{**asdict(one), "met": one.met} for one in figures]
    return json.dumps({"benchmark": benchmark, **about, "figures": told}, indent=2)


def as_table(figures: Sequence[Figure]) -> str:
    """What, measured, goal, met: a line each."""
    wide = max((len(one.what) for one in figures), default=0) + 2
    lines = [f"{'what':{wide}}{'measured':>18}{'goal':>16}  met"]
    lines += [f"{one.what:{wide}}{one.told:>18}{one.wanted:>16}  {_met(one)}" for one in figures]
    return "\n".join(lines)


def circumstances() -> dict[str, Any]:
    """The machine, the versions and the moment."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {_memory_gb():.0f} GB, {_processor()}",
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in LIBRARIES},
    }


def run(
    benchmark: str,
    does: str,
    measure: Callable[..., Sequence[Figure]],
    listings: int = LISTINGS,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> int:
    """A benchmark as a command: measures, prints, and gives 1 when a goal was missed, 2 when a
    program is missing.

    `measure` is given a folder of its own, how many listings there are to be, and the value of
    each of `options`, which are named as argparse wants them told.
    """
    parser = argparse.ArgumentParser(description=does)
    parser.add_argument("--listings", type=int, default=listings)
    for name, told in (options or {}).items():
        parser.add_argument(f"--{name}", **told)
    parser.add_argument("--json", action="store_true")
    asked = vars(parser.parse_args())
    more = (asked[name] for name in options or ())
    try:
        with TemporaryDirectory() as folder:
            figures = measure(Path(folder), asked["listings"], *more)
    except NotInstalled as missing:
        print(missing, file=sys.stderr)
        return 2
    return tell(benchmark, figures, json_asked=asked["json"])


def tell(benchmark: str, figures: Sequence[Figure], *, json_asked: bool) -> int:
    """Print the figures; gives 1 when a goal was missed, else 0."""
    told = as_json(benchmark, figures, circumstances()) if json_asked else as_table(figures)
    print(told)
    return int(any(one.met is False for one in figures))


def _number(value: float, unit: str) -> str:
    figure = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{figure} {unit}".strip()


def _met(one: Figure) -> str:
    return {True: "yes", False: "NO", None: ""}[one.met]


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
