"""How fast files of everything are written, against copying the same bytes, and in how much memory.

python -m benchmarks.exports --listings 200000 --json
"""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.memory import MemoryWatch
from benchmarks.ready import database_alone
from benchmarks.reporting import Figure, run
from directory.exporting import snapshot
from journeys.exports.formats import FORMATS
from journeys.exports.making import make
from runtime.clock import SystemClock
from runtime.database import Database

LEAST_LINES = 0.5
LISTINGS = 20_000
MB = 1e6


def measure(folder: Path, count: int) -> list[Figure]:
    """The figures; what is missing in `folder` is made first."""
    database = database_alone(folder, count)
    size, copying_s = _copied(database, folder / "copy")
    lines_s, lines_mb = made(database, folder, ("ndjson",))
    all_s, all_mb = made(database, folder, tuple(FORMATS))
    database.close()
    return [
        Figure(
            "lines written, against copying", copying_s / lines_s, "x", LEAST_LINES, at_least=True
        ),
        Figure("  lines written", size / lines_s / MB, "MB/s"),
        Figure("  memory meanwhile", lines_mb, "MB"),
        Figure("all formats", count / all_s, "services/s"),
        Figure("  memory meanwhile", all_mb, "MB"),
    ]


def _copied(database: Database, target: Path) -> tuple[int, float]:
    """Bytes and seconds of copying every document out of the database into a file."""
    began, size = perf_counter(), 0
    with snapshot(database, SystemClock().now()) as taken, target.open("wb") as file:
        for body in taken.walk():
            size += file.write(body)
    return size, perf_counter() - began


def made(database: Database, folder: Path, formats: Collection[str]) -> tuple[float, float]:
    """Seconds and MB of making files of these formats."""
    with TemporaryDirectory(dir=folder) as made, MemoryWatch() as watch:
        began = perf_counter()
        make(database, Path(made), SystemClock().now(), formats)
        return perf_counter() - began, watch.most_mb


if __name__ == "__main__":
    raise SystemExit(run("exports", "Measures the exported files.", measure, LISTINGS))
