"""The runs of which rows are kept: when, on what machine, with which versions and settings."""

from collections.abc import Mapping
from typing import Any

from benchmarks.house.results import Results
from benchmarks.house.tables import table

HEAD = ("Run", "Listings", "Machine", "Versions", "PostgreSQL is set", "Asked", "Load")


def runs_told(results: Results) -> str:
    """A table of them, and what its last column means."""
    rows = [_run(results, at, said) for at, said in (results.runs or {}).items()]
    return table(HEAD, rows) + (
        "\n\nLoad is that of the last minute before each row, our own work included, in processes;"
        " in brackets before the run began."
    )


def _run(results: Results, at: str, said: Mapping[str, Any]) -> tuple[str, ...]:
    rows = [row for row in results.rows if row.run == at]
    loads = [row.load for row in rows]
    versions = {"Python": said["python"], **said["engines"], **said["versions"]}
    return (
        at[:16].replace("T", " "),
        ", ".join(f"{count:,}" for count in sorted({row.listings for row in rows})),
        said["machine"],
        _pairs(versions),
        _settings(said),
        f"{said['questions']} of each kind, {said['rounds']} ×",
        f"{min(loads):.0f} to {max(loads):.0f} ({said['load_before']:.0f})",
    )


def _settings(said: Mapping[str, Any]) -> str:
    """Those of the house's server, and of the one that each store alone is given."""
    told = _pairs(said.get("postgresql", {})) or "–"
    alone = said.get("postgresql_of_the_store")
    return f"{told}; the store alone: {_pairs(alone)}" if alone else told


def _pairs(named: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in named.items())
