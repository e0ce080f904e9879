"""All benchmarks in one run: python -m benchmarks [--listings N] [--quick] [--json]."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import api, engine, harvest, postcodes, start, store
from benchmarks.reporting import Figure, circumstances, tell

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
        *harvest.measure(folder, count),
        *api.measure(folder, count, questions, 3),
        *_engine(folder / "engine", count, questions),
        *start.measure(folder, count),
        *_postcodes(folder / "places"),
        *store.measure(folder / "store", count),
    ]


def _engine(folder: Path, count: int, questions: int) -> list[Figure]:
    report = engine.measure(folder, count, questions, 3)
    found = [
        Figure(f"search without the API, {kind}", took["ratio"], "x raw")
        for kind, took in report["search"].items()
    ]
    visible = Figure("one changed listing can be found", report["one_change_visible_ms"], "ms")
    return [*found, visible]


def _postcodes(folder: Path) -> list[Figure]:
    measured, most = postcodes.measure(folder), postcodes.MOST
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
