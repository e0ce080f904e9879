"""Measures the places: how long a lookup, opening and building take, and how much is mapped.

Run as `python -m benchmarks.postcodes [--json] [--folder FOLDER]`. Places that the folder does not
hold yet are built there; without a folder they are built into a temporary one.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from places.building import build
from places.opening import FILE_NAME, is_ready, open_gazetteer
from places.register import files, read_all

T = TypeVar("T")

LOOKUPS = 20_000
OPENINGS = 9
SEED = 20261121

MOST = {"lookup_median_us": 10.0, "mapped_mb": 60.0, "open_ms": 50.0, "build_s": 20.0}
"""What is promised: no measurement may be more."""


def measure(folder: Path) -> dict[str, float]:
    """The measurements by name; building is left out when the folder is ready already."""
    found = {} if is_ready(folder) else _building(folder)
    gazetteer = open_gazetteer(folder)
    codes = real_postcodes()
    random.Random(SEED).shuffle(codes)
    typed = [code.lower().replace(" ", "") for code in codes]
    lookups = _each_us(gazetteer.postcode, codes)
    return {
        "lookup_median_us": median(lookups),
        "lookup_p99_us": sorted(lookups)[len(lookups) * 99 // 100],
        "lookup_as_typed_median_us": median(_each_us(gazetteer.postcode, typed)),
        "find_town_median_us": median(_each_us(gazetteer.find, ["Sale", "Newport, Wales"] * 1_000)),
        "first_town_ms": median(_first_towns_us(folder)) / 1e3,
        "mapped_mb": (folder / FILE_NAME).stat().st_size / 1e6,
        "open_ms": median(_each_us(open_gazetteer, [folder] * OPENINGS)) / 1e3,
        **found,
    }


def _first_towns_us(folder: Path) -> list[float]:
    opened = [open_gazetteer(folder) for _ in range(OPENINGS)]
    return _each_us(lambda gazetteer: gazetteer.find("Sale"), opened)


def _building(folder: Path) -> dict[str, float]:
    (build_us,) = _each_us(build, [folder])
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"build_s": build_us / 1e6, "build_peak_mb": peak_kb / 1024}


def real_postcodes() -> list[str]:
    """Postcodes of the register, drawn with a fixed seed; those without a place are among them."""
    draw = random.Random(SEED)
    paths = [path for path in files() if "_B" not in path.name]
    return [
        f"{units.outward[at].decode()} {_inward(int(units.inward[at]))}"
        for units in read_all(paths)
        for at in draw.choices(range(len(units.inward)), k=LOOKUPS // len(paths))
    ]


def _inward(code: int) -> str:
    return f"{code // 676}{chr(65 + code % 676 // 26)}{chr(65 + code % 26)}"


def _each_us(act: Callable[[T], object], on: Iterable[T]) -> list[float]:
    taken = []
    for one in on:
        start = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - start) * 1e6)
    return taken


def _print(found: dict[str, float], as_json: bool) -> None:
    rows = {name: round(value, 2) for name, value in found.items()}
    if as_json:
        print(json.dumps({"benchmark": "postcodes", "measured": rows, "most": MOST}))
        return
    for name, value in rows.items():
        promised = f"  (at most {MOST[name]:g})" if name in MOST else ""
        print(f"{name:28}{value:>10}{promised}")


def main() -> int:
    """Measure, print, and answer 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description="Measures looking postcodes up.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--folder", type=Path, help="where the places are, or are to be built")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        found = measure(asked.folder or Path(temporary))
    _print(found, asked.json)
    return int(any(found.get(name, 0) > most for name, most in MOST.items()))


if __name__ == "__main__":
    raise SystemExit(main())
