"""Promises of other benchmarks, from the files in which their figures are kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.house.judging import Promise
from benchmarks.reporting import Figure

NAMES = {
    "laptop": "under load, SQLite and tantivy",
    "production": "under load, PostgreSQL and Meilisearch",
    "all": "one server, `python -m benchmarks`",
}


def kept_beside(folder: Path) -> list[Promise]:
    """Those of every JSON file of a folder that holds figures with goals."""
    told = (json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json")))
    return [promise for said in told if "figures" in said for promise in _promises(said)]


def _promises(said: dict[str, Any]) -> Iterator[Promise]:
    name = said.get("stack") or said["benchmark"]
    of = ""
    for told in said["figures"]:
        one = Figure(*(told[key] for key in ("what", "measured", "unit", "goal", "at_least")))
        is_part = one.what.startswith(" ")
        of = of if is_part else one.what
        if one.goal is not None:
            what = f"{of}: {one.what.strip()}" if is_part else one.what
            yield Promise(NAMES.get(name, name), what, one.wanted, one.told, one.met, (said["at"],))
