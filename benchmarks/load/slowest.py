"""The slowest requests of a run, with what went on then: so that a miss explains itself."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from benchmarks.load.asking import Outcome
from benchmarks.load.observed import Observed

MOST = 20
HEAD = (
    "     at  door          status  took ms  sent late by  in the server"
    "  what went on; what was asked"
)
_PATH_SHOWN = 90
_MS = re.compile(rb'"ms": ?([0-9.]+)')
_ID = re.compile(rb'"request_id": ?"([^"]+)"')


def slowest(outcomes: Iterable[Outcome], most: int = MOST) -> list[Outcome]:
    """Those that took longest, the longest first."""
    return sorted(outcomes, key=lambda one: -one.took_ms)[:most]


def lines(seen: Observed, some: Iterable[Outcome], log: Path) -> list[str]:
    """A table of some requests; milliseconds in the server are those of its own log."""
    some = list(some)
    served = served_ms(log, {one.request_id for one in some})
    return [HEAD, *(_line(seen, one, served.get(one.request_id)) for one in some)]


def served_ms(log: Path, ids: Collection[str]) -> Mapping[str, float]:
    """What the log of a server says that requests took there, by their ids."""
    found: dict[str, float] = {}
    with log.open("rb") as file:
        for entry in file:
            id_, took = _ID.search(entry), _MS.search(entry)
            if id_ and took and (asked := id_[1].decode().lower()) in ids:
                found[asked] = float(took[1])
    return found


def _line(seen: Observed, one: Outcome, served: float | None) -> str:
    there = "" if served is None else f"{served:.0f} ms"
    return (
        f"{one.at_s:7.1f}  {one.door:13} {one.status:6} {one.took_ms:8.0f} {one.late_ms:10.0f} ms"
        f" {there:>14}  {seen.going_on(one.at_s)}; {one.path[:_PATH_SHOWN]}"
    )
