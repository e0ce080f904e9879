"""Reads the hand-written catalogue of made-up services, from which the directories are made."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from examples.demo.entries import Area, Entry, Organisation, Venue
from examples.demo.times import openings

FOLDER = Path(__file__).parent / "catalogue"
DIRECTORIES = ("council", "links", "sheet")
LATEST_CHECK = date(2026, 11, 1)
OLDEST_CHECK_DAYS = 540


@cache
def load() -> tuple[Entry, ...]:
    """Every service of the catalogue, in the order of its files; raises KeyError for a bad name."""
    organisations = _named(Organisation, _toml("organisations")["organisation"])
    places = _toml("places")
    venues = _named(Venue, places["venue"])
    areas = {key: Area(**each) for key, each in places["area"].items()}
    return tuple(
        _entry(said, theme["theme"], organisations, venues, areas)
        for theme in map(_toml, sorted(_themes()))
        for said in theme["service"]
    )


def dirt() -> dict[str, Any]:
    """Whole records that are wrong, by directory, in each directory's own form."""
    return _toml("dirt")


def _themes() -> set[str]:
    return {file.stem for file in FOLDER.glob("*.toml")} - {"organisations", "places", "dirt"}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _named(kind: Any, said: dict[str, Any]) -> dict[str, Any]:
    return {key: kind(key=key, **_tuples(each)) for key, each in said.items()}


def _tuples(said: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}


def _entry(
    said: dict[str, Any],
    theme: str,
    organisations: dict[str, Organisation],
    venues: dict[str, Venue],
    areas: dict[str, Area],
) -> Entry:
    facts = _tuples(said)
    odd = {name: facts.pop(name) for name in DIRECTORIES if name in facts}
    at = venues[facts.pop("at")] if "at" in facts else None
    return Entry(
        theme=theme,
        by=organisations[facts.pop("by")],
        at=at,
        times=openings(facts.pop("when", "")),
        where=facts.pop("in"),
        area=tuple(areas[key] for key in facts.pop("area", ())),
        checked=facts.pop("checked", None) or _checked(said["key"]),
        offered=facts.pop("offered", ("in_person",) if at else ()),
        odd=odd,
        **facts,
    )


def _checked(key: str) -> date:
    return LATEST_CHECK - timedelta(days=crc32(key.encode()) % OLDEST_CHECK_DAYS)
