"""All benchmarks in one run: python -m benchmarks [--listings N] [--quick] [--json]."""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from benchmarks import api, engine, harvest, postcodes, start, store
from benchmarks.reporting import Figure, circumstances, tell

T = TypeVar("T")
QUICK = 5_000
ALL = 200_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, print one table, and answer 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description="Measures what is promised of speed.")
    parser.add_argument("--listings", type=int, default=ALL)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} listings")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    count = QUICK if asked.quick else asked.listings
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), count, 60 if asked.quick else 150)
    if not asked.json:
        print(f"{count:,} made-up listings.", *_circumstances(), sep="\n", end="\n\n")
    return tell("all", figures, json_asked=asked.json)


def measure(folder: Path, count: int, questions: int) -> list[Figure]:
    """Every figure; the harvest leaves behind what the others use."""
    return [
        *_alone(harvest.measure, folder, count),
        *_alone(api.measure, folder, count, questions, 3),
        *_engine(folder / "engine", count, questions),
        *_alone(start.measure, folder, count),
        *_postcodes(folder / "places"),
        *_alone(store.measure, folder / "store", count),
    ]


def _alone(measure: Callable[..., T], *asked: Any) -> T:
    """In a process of its own: none has to do with what another has read into memory."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(measure, *asked).result()


def _engine(folder: Path, count: int, questions: int) -> list[Figure]:
    report = _alone(engine.measure, folder, count, questions, 3)
    found = [
        Figure(f"search without the API, {kind}", took["ratio"], "x raw")
        for kind, took in report["search"].items()
    ]
    visible = Figure("one changed listing can be found", report["one_change_visible_ms"], "ms")
    return [*found, visible]


def _postcodes(folder: Path) -> list[Figure]:
    measured, most = _alone(postcodes.measure, folder), postcodes.MOST
    wanted = (
        ("lookup_median_us", "postcode lookup", "µs"),
        ("mapped_mb", "  postcodes mapped", "MB"),
        ("open_ms", "  postcodes opened", "ms"),
    )
    return [Figure(what, measured[name], unit, most[name]) for name, what, unit in wanted]


def _circumstances() -> list[str]:
    about = circumstances()
    versions = about.pop("versions")
    return [f"{name}: {value}" for name, value in {**about, **versions}.items()]


if __name__ == "__main__":
    raise SystemExit(main())
