"""Harvests of some sizes: through the whole house on SQLite, and the store alone on both."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from benchmarks import harvest, store
from benchmarks.house.results import PER_SECOND, Run
from benchmarks.house.sides import LAPTOP
from benchmarks.reporting import Figure

FIRST, AGAIN = "first harvest until searchable", "harvest, nothing changed"
LOAD, CHANGED = "first load of the store", "harvest into the store, everything changed"
FEED = "Open Referral pages"
_STORES = ("SQLite", "PostgreSQL")


def measure(folder: Path, places: Path, count: int, run: Run, say: Callable[[str], None]) -> None:
    """Add the rows of one size; what it needs on the disk is removed again."""
    say(f"{count:,} listings: harvests")
    home = folder / "harvests"
    rmtree(home, ignore_errors=True)
    for part in (home, home / "store"):
        part.mkdir(parents=True)
        (part / "places").symlink_to(places.resolve())
    whole = {one.what: one for one in harvest.measure(home, count, (FEED,))}
    run.add(FIRST, LAPTOP, count, [whole[f"first harvest, {FEED}"].measured], PER_SECOND)
    run.add(AGAIN, LAPTOP, count, [count / _seconds_again(whole)], PER_SECOND)
    _stores(store.measure(home / "store", count), count, run)
    rmtree(home, ignore_errors=True)


def _seconds_again(whole: dict[str, Figure]) -> float:
    return whole["  altogether"].measured


def _stores(figures: list[Figure], count: int, run: Run) -> None:
    first = {f.what.rpartition(", ")[2]: f for f in figures if f.what.startswith("first load")}
    changed = [figure for figure in figures if figure.what == "  everything changed"]
    for name, anew in zip(_STORES, changed, strict=True):
        run.add(LOAD, name, count, [first[name].measured], PER_SECOND)
        run.add(CHANGED, name, count, [anew.measured], PER_SECOND)
