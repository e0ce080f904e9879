"""Harvests of some sizes: through the whole house on SQLite, and the store alone on both."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from benchmarks import harvest, store
from benchmarks.house.results import PER_SECOND, Run
from benchmarks.house.sides import LAPTOP

FIRST = "first harvest until searchable"
SAME_BYTES = "harvest again, the source answers the same bytes"
OTHER_BYTES = "harvest again, the same records in other bytes"
LOAD, CHANGED = "first load of the store", "harvest into the store, everything changed"
STORES = (store.SQLITE, store.POSTGRESQL)
STORES_UP_TO = 200_000
"""Beyond it the stores alone are not measured: each writes everything twice."""


def measure(folder: Path, places: Path, count: int, run: Run, say: Callable[[str], None]) -> None:
    """Add the rows of one size; what it needs on the disk is removed again."""
    home = folder / "harvests"
    rmtree(home, ignore_errors=True)
    for part in (home, home / "store"):
        part.mkdir(parents=True)
        (part / "places").symlink_to(places.resolve())
    say(f"{count:,} listings: harvests")
    _harvests(home, count, run)
    if count <= STORES_UP_TO:
        say(f"{count:,} listings: the stores alone")
        _stores(home / "store", count, run)
    rmtree(home, ignore_errors=True)


def _harvests(home: Path, count: int, run: Run) -> None:
    took = harvest.apart(home, harvest.PAGES, count)
    for kind, seconds in (
        (FIRST, took.first_s),
        (SAME_BYTES, took.same_bytes_s),
        (OTHER_BYTES, took.other_bytes_s),
    ):
        run.add(kind, LAPTOP, count, [count / seconds], PER_SECOND)
    run.keep()


def _stores(home: Path, count: int, run: Run) -> None:
    for name, took in store.stored(home, count):
        run.add(LOAD, name, count, [count / took.first_s], PER_SECOND)
        run.add(CHANGED, name, count, [count / took.changed_s], PER_SECOND)
        run.keep()
